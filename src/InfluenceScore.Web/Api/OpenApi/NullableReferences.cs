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
                Simplify(property, schemas);
        }
    }

    private static void Simplify(OpenApiSchema property, IDictionary<string, IOpenApiSchema> schemas)
    {
        if (property.OneOf is not { Count: 2 } choices || choices.OfType<OpenApiSchemaReference>().SingleOrDefault() is not { } reference || reference.Reference.Id is not { } id)
            return;
        property.OneOf = null;
        property.AllOf = [reference];
        property.Type = ((schemas.TryGetValue(id, out var target) ? target.Type : null) ?? JsonSchemaType.Object) | JsonSchemaType.Null;
    }
}
