using System.Globalization;
using System.Text;
using InfluenceScore.Data.Entities;

namespace InfluenceScore.Data.Auditing;

/// <summary>Who acts, and from where.</summary>
/// <param name="UserId">The signed-in person, or null.</param>
/// <param name="Who">Name for people to read.</param>
/// <param name="Address">The visitor's address, or null.</param>
public sealed record AuditActor(int? UserId, string Who, string? Address)
{
    public static AuditActor CommandLine { get; } = new(null, "the command line", null);

    /// <summary>Jobs that nobody pressed.</summary>
    public static AuditActor Program { get; } = new(null, "the program", null);
}

/// <summary>
/// Writes the audit log. <see cref="Add"/> puts an entry beside a change, so that both are stored by the same SaveChanges or neither;
/// <see cref="WriteAsync"/> is for changes that go past the change tracker: call it inside their transaction where there is one.
/// </summary>
public sealed class AuditLog(InfluenceDbContext db, TimeProvider clock, AuditActor by)
{
    /// <param name="action">One of <see cref="AuditActions"/>.</param>
    /// <param name="subject">What was changed; foreign text is cleaned and cut.</param>
    /// <param name="details">Short, no secret.</param>
    public void Add(string action, string subject, string details = "") => db.AuditEntries.Add(new AuditEntry
    {
        At = clock.GetUtcNow().UtcDateTime,
        UserId = by.UserId,
        Who = Cleaned(by.Who, AuditEntry.MaxWho),
        Action = action,
        Subject = Cleaned(subject, AuditEntry.MaxSubject),
        Details = Cleaned(details, AuditEntry.MaxDetails),
        Address = by.Address,
    });

    public async Task WriteAsync(string action, string subject, string details = "", CancellationToken cancellationToken = default)
    {
        Add(action, subject, details);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>One line without control or invisible characters, so that no entry can look like another.</summary>
    internal static string Cleaned(string text, int most)
    {
        var clean = new StringBuilder(Math.Min(text.Length, most));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > most)
                break;
            clean.Append(Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? "\uFFFD" : rune.ToString());
        }
        return clean.ToString();
    }
}
