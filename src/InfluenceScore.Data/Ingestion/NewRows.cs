using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Ingestion;

/// <summary>An interaction that was not stored before, by row ids.</summary>
/// <param name="At">Unix milliseconds; 0 where the source does not tell.</param>
internal readonly record struct NewRow(int Target, int Actor, InteractionKind Kind, int Post, long At);

/// <summary>What one transaction of an Ingestor newly stored of what scores are made of, by row ids: who takes it in reads the rest from the store.</summary>
internal sealed class NewRows
{
    public List<NewRow> Acts { get; } = [];

    /// <summary>Posts of which more than the id became known.</summary>
    public List<int> Posts { get; } = [];

    /// <summary>Those of <see cref="Posts"/> whose id was stored before.</summary>
    public List<int> Filled { get; } = [];

    /// <summary>Accounts with another observation of their profile.</summary>
    public List<int> Profiles { get; } = [];

    /// <summary>False where something changed that these lists do not tell: a row that went, an account that was renamed or merged.</summary>
    public bool IsAll { get; set; } = true;

    public int Count => Acts.Count + Posts.Count + Profiles.Count;

    public void AddRange(NewRows more)
    {
        Acts.AddRange(more.Acts);
        Posts.AddRange(more.Posts);
        Filled.AddRange(more.Filled);
        Profiles.AddRange(more.Profiles);
    }
}
