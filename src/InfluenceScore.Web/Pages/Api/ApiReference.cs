using Microsoft.OpenApi;

namespace InfluenceScore.Web.Pages.Api;

/// <summary>The OpenAPI document in the order and the words of the page /api.</summary>
public sealed record ApiReference(IReadOnlyList<ApiReference.Chapter> Chapters, IReadOnlyList<ApiReference.Shape> Shapes)
{
    public sealed record Chapter(string Name, IReadOnlyList<Call> Calls);

    /// <param name="Id">Name of the operation, for links.</param>
    /// <param name="Body">Name of the shape that is sent, or "files"; null where nothing is.</param>
    public sealed record Call(string Id, string Method, string Path, string Summary, string? Description, IReadOnlyList<Field> Parameters, string? Body, IReadOnlyList<Answer> Answers, string Example);

    /// <summary>A parameter or a property.</summary>
    /// <param name="Type">In words: "text", "number or null", "list of …".</param>
    /// <param name="Shape">The shape that it links to, or null.</param>
    public sealed record Field(string Name, string Type, string? Shape, bool Required, string Description);

    public sealed record Answer(string Status, string Description, string? Shape);

    public sealed record Shape(string Name, string? Description, IReadOnlyList<Field> Fields, IReadOnlyList<string> Values);

    /// <param name="root">Where this server is reached, for the examples: https://scores.example.com.</param>
    public static ApiReference Of(OpenApiDocument document, string root) => new(
        [.. document.Paths.SelectMany(p => (p.Value.Operations ?? []).Select(o => (p.Key, o.Key.Method, Operation: o.Value)))
            .GroupBy(o => o.Operation.Tags?.FirstOrDefault()?.Name ?? "")
            .Select(g => new Chapter(g.Key, [.. g.Select(o => CallOf(o.Key, o.Method, o.Operation, root))]))],
        [.. (document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)).Select(s => new Shape(s.Key, s.Value.Description,
            [.. (s.Value.Properties ?? new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)).Select(p => FieldOf(p.Key, p.Value, s.Value.Required?.Contains(p.Key) == true, p.Value.Description))],
            [.. (s.Value.Enum ?? []).Select(v => v?.ToString() ?? "null")])).OrderBy(s => s.Name, StringComparer.Ordinal)]);

    private static Call CallOf(string path, string method, OpenApiOperation operation, string root)
    {
        var parameters = (operation.Parameters ?? []).Select(p => FieldOf(p.Name ?? "", p.Schema, p.Required, p.Description)).ToList();
        var content = operation.RequestBody?.Content?.FirstOrDefault();
        var files = content?.Key == "multipart/form-data";
        return new Call(operation.OperationId ?? path, method, path, operation.Summary ?? "", operation.Description, parameters,
            files ? "files" : NameOf(content?.Value?.Schema), [.. (operation.Responses ?? []).OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new Answer(r.Key, r.Value.Description ?? "", NameOf(r.Value.Content?.Values.FirstOrDefault()?.Schema)))],
            Example(method, root + path.Replace("{network}", "x", StringComparison.Ordinal).Replace("{handle}", "crumbtide", StringComparison.Ordinal).Replace("{id}", "7", StringComparison.Ordinal), operation.OperationId, files));
    }

    /// <summary>A call that can be pasted into a shell, once KEY holds a key.</summary>
    private static string Example(string method, string address, string? id, bool files)
    {
        var query = id == "compare_accounts" ? "?account=x:crumbtide&account=x:sheafmoor" : "";
        var command = $"curl -H \"Authorization: Bearer $KEY\" \"{address}{query}\"";
        var body = id switch
        {
            "start_runs" => """{"all":true}""",
            "add_webhook" => """{"url":"https://hooks.example.com/influence","events":["score_changed"]}""",
            _ => null,
        };
        return files ? command + " -F file=@bundle.zip" : body is not null ? $"{command} --json '{body}'" : method == "GET" ? command : $"{command} -X {method}";
    }

    private static Field FieldOf(string name, IOpenApiSchema? schema, bool required, string? description) => new(name, TypeOf(schema), NameOf(schema), required, description ?? schema?.Description ?? "");

    private static string TypeOf(IOpenApiSchema? schema)
    {
        if (schema is null)
            return "anything";
        var type = schema.Type & ~JsonSchemaType.Null;
        var words = schema switch
        {
            OpenApiSchemaReference => "",
            { AllOf.Count: > 0 } => "",
            _ when type == JsonSchemaType.Array => "list of" + (NameOf(schema.Items) is null ? " " + TypeOf(schema.Items) : ""),
            { Format: "date-time" } => "time",
            { Format: "date" } => "day",
            _ when type == JsonSchemaType.String => "text",
            _ when type == JsonSchemaType.Integer => "whole number",
            _ when type == JsonSchemaType.Number => "number",
            _ when type == JsonSchemaType.Boolean => "true or false",
            _ => "object",
        };
        return schema is not OpenApiSchemaReference && schema.Type?.HasFlag(JsonSchemaType.Null) == true ? (words + " or null").Trim() : words;
    }

    private static string? NameOf(IOpenApiSchema? schema) => schema switch
    {
        OpenApiSchemaReference reference => reference.Reference.Id,
        { Type: JsonSchemaType.Array or (JsonSchemaType.Array | JsonSchemaType.Null) } => NameOf(schema.Items),
        { AllOf: [var only] } => NameOf(only),
        _ => null,
    };
}
