using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Scores.Audiences;
using InfluenceScore.Web.Pages.Accounts.Audiences;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Api.Accounts;

/// <summary>The people around one account, as of its newest score.</summary>
public sealed record AccountAudienceAnswer
{
    /// <summary>Key of the account.</summary>
    public required string Account { get; init; }

    /// <summary>The moment that the figures speak of. Null before the first scoring.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>Figures of the audience. Null where none were kept: they are for tracked accounts and the thousand highest others.</summary>
    public AudienceFacts? Figures { get; init; }

    /// <summary>People shown by name: examples of each class, who came for the first time, who came back.</summary>
    public required IReadOnlyList<AudienceMember> People { get; init; }

    /// <summary>Whom the account itself acts on most.</summary>
    public required IReadOnlyList<ActedOnAccount> ActsOn { get; init; }

    internal static async Task<AccountAudienceAnswer> ReadAsync(InfluenceDbContext db, int accountId, AccountKey key, ScoreRun? run, CancellationToken cancel)
    {
        if (run is null || await AudienceView.ReadOrNullAsync(db, run.Id, accountId, cancel) is not { } view)
            return new AccountAudienceAnswer { Account = key.ToString(), AsOf = run?.AsOf, People = [], ActsOn = [] };
        // The page shows a choice of examples and the audience page all of them: here are all.
        var people = await AudienceView.ReadPeople(db, run.Id, db.AudiencePeople.Where(p => p.ScoreRunId == run.Id && p.AccountId == accountId)).ToListAsync(cancel);
        return new AccountAudienceAnswer
        {
            Account = key.ToString(),
            AsOf = run.AsOf,
            Figures = view.Facts,
            People = [.. people.Select(AudienceMember.Of)],
            ActsOn = [.. view.Influencers.Select(ActedOnAccount.Of)],
        };
    }
}

/// <summary>Somebody of an audience.</summary>
public sealed record AudienceMember
{
    /// <summary>Why somebody is named: acted, follows, first_time (in the last 30 days) or came_back (after 90 days of silence).</summary>
    public required AudienceRole Role { get; init; }

    /// <summary>Key of the account.</summary>
    public required string Account { get; init; }

    /// <summary>Display name; hostile text.</summary>
    public string? Name { get; init; }

    public required AudienceClass Class { get; init; }

    /// <summary>Acts on the account inside the window.</summary>
    public required int Acts { get; init; }

    /// <summary>The newest act, or the follow. Null where no moment is known.</summary>
    public DateTime? Last { get; init; }

    /// <summary>Probability that this is a genuine person or organisation, 0 to 1.</summary>
    public required double Authenticity { get; init; }

    /// <summary>Why this class, in words with figures.</summary>
    public string? Reason { get; init; }

    /// <summary>The person's own score in the same run, 0 to 100.</summary>
    public double? Score { get; init; }

    internal static AudienceMember Of(AudienceView.Person p) => new()
    {
        Role = p.Role,
        Account = new AccountKey(p.Network, p.Handle).ToString(),
        Name = Pages.Words.Plain(p.Name, 200),
        Class = p.Class,
        Acts = p.Acts,
        Last = p.Last > Facts.UnknownTime ? p.Last : null,
        Authenticity = p.Authenticity,
        Reason = p.Reason.Length > 0 ? p.Reason : null,
        Score = p.OwnScore,
    };
}

/// <summary>Somebody whom the account acts on.</summary>
public sealed record ActedOnAccount
{
    /// <summary>Key of the account.</summary>
    public required string Account { get; init; }

    /// <summary>Display name; hostile text.</summary>
    public string? Name { get; init; }

    /// <summary>Acts of each kind.</summary>
    public required ActCounts Acts { get; init; }

    /// <summary>The newest act.</summary>
    public required DateTime Last { get; init; }

    /// <summary>Its own score in the same run, 0 to 100.</summary>
    public double? Score { get; init; }

    internal static ActedOnAccount Of(AudienceView.ActedOn a) => new()
    {
        Account = new AccountKey(a.Network, a.Handle).ToString(),
        Name = Pages.Words.Plain(a.Name, 200),
        Acts = a.Acts,
        Last = a.Last,
        Score = a.OwnScore,
    };
}
