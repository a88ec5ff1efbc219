using System.Collections;

namespace InfluenceScore.Scoring.Incremental;

/// <summary>Profiles by account number, and those that came later.</summary>
internal sealed class LiveProfiles(IReadOnlyList<ProfileSnapshot?> start) : IReadOnlyList<ProfileSnapshot?>
{
    private readonly Dictionary<int, ProfileSnapshot?> _later = [];

    public int Count { get; private set; } = start.Count;

    public ProfileSnapshot? this[int account]
    {
        get => _later.TryGetValue(account, out var later) ? later : start[account];
        set
        {
            _later[account] = value;
            Count = Math.Max(Count, account + 1);
        }
    }

    public IEnumerator<ProfileSnapshot?> GetEnumerator()
    {
        for (var account = 0; account < Count; account++) yield return this[account];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
