using System.Reflection;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace InfluenceScore.Web.Auditing;

/// <summary>
/// Writes an entry for each POST handler with <see cref="AuditedAttribute"/> that ran to its end, right behind the change and in the same request: only a machine that dies between the
/// two loses it. What the page says to the person is the entry's details, so that a refusal reads as one. A form that is shown again because of a mistake changed nothing.
/// </summary>
internal sealed class AuditFilter(AuditLog audit) : IAsyncPageFilter
{
    private const string WhatThePageSays = "Said";

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var done = await next();
        if (context.HandlerMethod?.MethodInfo.GetCustomAttribute<AuditedAttribute>() is not { } audited || done is { Exception: not null, ExceptionHandled: false } || Failed(done.Result))
            return;
        var said = context.HandlerInstance.GetType().GetProperty(WhatThePageSays)?.GetValue(context.HandlerInstance) as string;
        await audit.WriteAsync(audited.Action, Subject(context, audited), Words.Plain(said, 600) ?? "", context.HttpContext.RequestAborted);
    }

    private static string? Text(object? value) => value is IEnumerable<string> several ? string.Join(", ", several) : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture);

    private static bool Failed(IActionResult? result) => result is Microsoft.AspNetCore.Mvc.RazorPages.PageResult || result is StatusCodeResult { StatusCode: >= 400 };

    private static string Subject(PageHandlerExecutingContext context, AuditedAttribute audited)
    {
        var parts = audited.Fields.Select(f => (Name: f, Value: context.HandlerArguments.TryGetValue(f, out var value) ? Text(value) : context.RouteData.Values[f] as string))
            .Where(p => !string.IsNullOrEmpty(p.Value)).ToList();
        // An account is written as everywhere else.
        return parts is [{ Name: "network" } network, { Name: "handle" } handle, ..] ? string.Join(' ', [$"{network.Value}:{handle.Value}", .. parts.Skip(2).Select(p => $"{p.Name} {p.Value}")])
            : parts.Count == 0 ? context.ActionDescriptor.ViewEnginePath : string.Join(' ', parts.Select(p => $"{p.Name} {p.Value}"));
    }
}
