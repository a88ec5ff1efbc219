using System.Text;
using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Auditing;

/// <summary>What to look for in the audit log; null = anything.</summary>
/// <param name="Who">Part of the name of who did it; the case of A–Z does not matter.</param>
/// <param name="Action">One of <see cref="AuditActions"/>, exactly.</param>
/// <param name="Subject">Part of what was changed or of the details.</param>
/// <param name="From">First UTC day.</param>
/// <param name="To">Last UTC day, all of it.</param>
public sealed record AuditSearch(string? Who, string? Action, string? Subject, DateOnly? From, DateOnly? To)
{
    private const string Escape = "\\";

#pragma warning disable CA1304, CA1311, MA0011 // translated to the engine's lower()
    /// <summary>What was found, newest first.</summary>
    public IQueryable<AuditEntry> Apply(InfluenceDbContext db)
    {
        var found = db.AuditEntries.AsNoTracking();
        if (Action is { } action)
            found = found.Where(a => a.Action == action);
        if (Who is { } who && Containing(who) is var name)
            found = found.Where(a => EF.Functions.Like(a.Who.ToLower(), name, Escape));
        if (Subject is { } subject && Containing(subject) is var text)
            found = found.Where(a => EF.Functions.Like(a.Subject.ToLower(), text, Escape) || EF.Functions.Like(a.Details.ToLower(), text, Escape));
        if (From is { } from && from.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) is var first)
            found = found.Where(a => a.At >= first);
        if (To is { } to && to < DateOnly.MaxValue && to.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) is var end)
            found = found.Where(a => a.At < end);
        return found.OrderByDescending(a => a.Id);
    }
#pragma warning restore CA1304, CA1311, MA0011

    // Lower case of A–Z only: that is what SQLite's lower() knows.
    private static string Containing(string text)
    {
        var pattern = new StringBuilder("%");
        foreach (var c in text)
            pattern.Append(c is '\\' or '%' or '_' ? Escape : "").Append(char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c);
        return pattern.Append('%').ToString();
    }
}
