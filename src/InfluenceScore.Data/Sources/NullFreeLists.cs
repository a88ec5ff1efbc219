using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfluenceScore.Data.Sources;

/// <summary>Lists of JSON that a stranger made, read without their nulls: no compiler warns of an element that is not there. Found by fuzzing.</summary>
internal sealed class NullFreeLists : JsonConverterFactory
{
    /// <summary>What answers are read with where a source says nothing else.</summary>
    public static readonly JsonSerializerOptions Web = new(JsonSerializerOptions.Web) { Converters = { new NullFreeLists() } };

    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
        && !typeToConvert.GenericTypeArguments[0].IsValueType;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GenericTypeArguments[0]))!;

    private sealed class Converter<T> : JsonConverter<IReadOnlyList<T>>
        where T : class
    {
        public override IReadOnlyList<T>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            // A List<T> is no IReadOnlyList<T> by its type, so this does not come back here; lists inside its elements do.
            var list = JsonSerializer.Deserialize<List<T?>>(ref reader, options);
            list?.RemoveAll(element => element is null);
            return list!;
        }

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.ToArray(), options);
    }
}
