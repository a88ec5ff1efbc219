using InfluenceScore.Scoring.Patterns;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Entities;

/// <summary>A pattern seen at one account when the newest run was scored. Kept for the newest run of each choice of options only. Words about it are careful: what was seen, never why.</summary>
public sealed class Pattern
{
    public int ScoreRunId { get; set; }
    public int AccountId { get; set; }
    public PatternKind Kind { get; set; }
    public DateTime First { get; set; }
    public DateTime Last { get; set; }

    /// <summary>0–1, see <see cref="ChurnFinding.Confidence"/> and <see cref="PatternFinding.Confidence"/>.</summary>
    public double Confidence { get; set; }

    /// <summary>Points of the score that the people of the pattern would have added without the discounts.</summary>
    public double CancelledPoints { get; set; }

    public PatternState State { get; set; }

    /// <summary>A <see cref="Data.Scores.Patterns.PatternFigures"/> as JSON.</summary>
    public required string Figures { get; set; }
}

/// <summary>The numbers are stored: never renumber.</summary>
public enum PatternState : byte
{
    /// <summary>Seen, and shown with a flag.</summary>
    Seen = 1,

    /// <summary>Somebody gave a reason: shown with it, and without a flag.</summary>
    Explained = 2,

    /// <summary>Told beside other patterns, never a flag by itself (followers that came in answer to a follow).</summary>
    Noted = 3,
}

/// <summary>One line of the record of a pattern. Only ever added to: what is withdrawn stays and is named by the line that withdraws it.</summary>
public sealed class PatternNote
{
    public int Id { get; set; }
    public int AccountId { get; set; }
    public PatternKind Kind { get; set; }
    public PatternNoteKind What { get; set; }

    /// <summary>What it speaks of: episodes that began from here …</summary>
    public DateTime From { get; set; }

    /// <summary>… to here, both included.</summary>
    public DateTime To { get; set; }

    /// <summary>The reason, in the words of who gave it; hostile text.</summary>
    public string? Reason { get; set; }

    public required string By { get; set; }
    public DateTime At { get; set; }

    /// <summary>The line that this one withdraws.</summary>
    public int? WithdrawsId { get; set; }
}

/// <summary>The numbers are stored: never renumber.</summary>
public enum PatternNoteKind : byte
{
    /// <summary>The pattern was seen for the first time, or went on.</summary>
    Seen = 1,

    /// <summary>Somebody explained it.</summary>
    Explained = 2,

    /// <summary>An explanation was withdrawn.</summary>
    Withdrawn = 3,
}

/// <summary>Keys and indexes of what has to do with patterns.</summary>
internal static class PatternModel
{
    public static void ConfigurePatterns(this ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Pattern>(e =>
        {
            e.HasKey(p => new { p.ScoreRunId, p.AccountId, p.Kind });
            e.HasAnnotation(InfluenceDbContext.ClusteredByKey, true);
        });
        modelBuilder.Entity<PatternNote>().HasIndex(n => new { n.AccountId, n.Kind });
    }
}
