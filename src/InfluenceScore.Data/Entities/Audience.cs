using InfluenceScore.Data.Scores.Audiences;

namespace InfluenceScore.Data.Entities;

/// <summary>
/// What is known of the people around an account, gathered when it was scored, so that its page only reads. Kept for the newest run of each choice of options.
/// Figures only: people are rows of <see cref="AudiencePerson"/> and <see cref="PersonActedOn"/>, where an erasure finds them.
/// </summary>
public sealed class AccountAudience
{
    public int ScoreRunId { get; set; }
    public int AccountId { get; set; }

    /// <summary><see cref="AudienceFacts"/> as JSON.</summary>
    public required string Facts { get; set; }
}

/// <summary>Somebody of an audience who is shown by name: an example of a class, or somebody who came or came back.</summary>
public sealed class AudiencePerson
{
    public int ScoreRunId { get; set; }
    public int AccountId { get; set; }
    public AudienceRole Role { get; set; }
    public int PersonId { get; set; }
    public AudienceClass Class { get; set; }

    /// <summary>Acts on the account inside the window.</summary>
    public int Acts { get; set; }

    /// <summary>The newest act on the account, or the follow; <see cref="Facts.UnknownTime"/> where no moment is known.</summary>
    public DateTime Last { get; set; }

    /// <summary>Probability 0–1 that the person is a genuine person or organisation.</summary>
    public double Authenticity { get; set; }

    /// <summary>Days without an act before the newest ones, for who came back; otherwise 0.</summary>
    public double SilentDays { get; set; }

    /// <summary>Why this class, in words with figures; empty where there is nothing to say.</summary>
    public required string Reason { get; set; }
}

/// <summary>Why somebody is shown. The numbers are stored: never renumber.</summary>
public enum AudienceRole : byte
{
    Acted = 1,
    Follows = 2,

    /// <summary>Acted for the first time in the last 30 days.</summary>
    FirstTime = 3,

    /// <summary>Acted in the last 30 days after a long silence.</summary>
    CameBack = 4,
}

/// <summary>Somebody whom an account acts on, inside the window by the calendar: who influences it.</summary>
public sealed class PersonActedOn
{
    public int ScoreRunId { get; set; }
    public int AccountId { get; set; }
    public int TargetId { get; set; }
    public int Reposts { get; set; }
    public int Quotes { get; set; }
    public int Replies { get; set; }
    public int Mentions { get; set; }
    public int Likes { get; set; }
    public DateTime Last { get; set; }
}
