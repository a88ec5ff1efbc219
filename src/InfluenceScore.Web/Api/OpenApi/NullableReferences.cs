using Microsoft.OpenApi;

namespace InfluenceScore.Web.Api.OpenApi;

/// <summary>
/// Writes "this shape or null" as allOf and nullable. The generator of ASP.NET Core writes oneOf with a null type, which becomes an enum of null in OpenAPI 3.0: generators of clients
/// make a type without a name of that.
/// </summary>
internal static class NullableReferences
{
    public static void Simplify(OpenApiDocument document)
    {
        var schemas = document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        foreach (var schema in schemas.Values.OfType<OpenApiSchema>())
        {
            foreach (var property in (schema.Properties ?? new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)).Values.OfType<OpenApiSchema>())
                Simplify(property);
        }
    }

    private static void Simplify(OpenApiSchema property)
    {
        if (property.OneOf is not { Count: 2 } choices || choices.OfType<OpenApiSchemaReference>().SingleOrDefault() is not { } reference)
            return;
        property.OneOf = null;
        property.AllOf = [reference];
        // Without a type of its own: beside one, generators take the reference for a base class.
        (property.Type, property.Extensions) = (null, new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal) { ["nullable"] = new JsonNodeExtension(true) });
    }
}
