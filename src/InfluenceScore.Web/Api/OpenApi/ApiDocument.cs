using InfluenceScore.Web.Api.Imports;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace InfluenceScore.Web.Api.OpenApi;

/// <summary>The OpenAPI document, /openapi/v1.json: made from the routes, the shapes and their comments, so that it cannot drift from them.</summary>
internal static class ApiDocument
{
    public const string Name = "v1", KeyScheme = "api_key";

    private static readonly (int Status, string Words)[] Everywhere =
        [(401, "No key, or one that is not valid any more"), (403, "Your role, or the scope of your key, does not allow this"), (429, "Too many requests: Retry-After says when to come back, in seconds")];

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, o =>
    {
        // The newest version that every generator of clients reads.
        o.OpenApiVersion = OpenApiSpecVersion.OpenApi3_0;
        o.ShouldInclude = d => d.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true;
        o.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "InfluenceScore",
                Version = Name,
                Description = "Scores of accounts, what they are made of, and why they change. Names are snake_case, times ISO 8601 UTC; null means unknown, never zero.",
            };
            // The address under which a reader asks is the server's; a relative one is right behind any proxy.
            document.Servers = [new OpenApiServer { Url = "/" }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [KeyScheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "An API key, made under /you/keys: Authorization: Bearer is_…",
                },
            };
            NullableReferences.Simplify(document);
            return Task.CompletedTask;
        });
        o.AddSchemaTransformer((schema, _, _) =>
        {
            // Words of an enum without a type are anything to a generator of clients.
            if (schema.Enum is { Count: > 0 })
                schema.Type ??= JsonSchemaType.String;
            return Task.CompletedTask;
        });
        o.AddOperationTransformer((operation, context, _) =>
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, context.Document)] = [] }];
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<UploadsFiles>().Any())
                operation.RequestBody = Files;
            operation.Responses ??= [];
            foreach (var (status, words) in Everywhere)
                operation.Responses.TryAdd($"{status}", new OpenApiResponse { Description = words, Content = Problem(context) });
            return Task.CompletedTask;
        });
    });

    private static OpenApiRequestBody Files => new()
    {
        Required = true,
        Description = "The files of one bundle or archive (zip, csv, csv.gz, tar.gz, car), at most 8.",
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            ["multipart/form-data"] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string>(StringComparer.Ordinal) { "file" },
                    Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                    {
                        ["file"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
                    },
                },
            },
        },
    };

    private static Dictionary<string, OpenApiMediaType> Problem(OpenApiOperationTransformerContext context) =>
        new(StringComparer.Ordinal) { ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference("ProblemDetails", context.Document) } };
}
