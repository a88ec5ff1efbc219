using System.Runtime.InteropServices;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Data.Scores;

/// <summary>Sums the stored causes of one account over many runs.</summary>
internal sealed class ChangeSum
{
    /// <summary>A person is named who carried this share of a cause over the whole span.</summary>
    private const double LeadingShare = 1 / 3.0;

    private const int MostLeading = 2;

    /// <summary>Posts looked at to find what a cause was about.</summary>
    private const int MostPosts = 8;

    /// <summary>Points that rounding may leave over; less is nothing.</summary>
    private const double Rounding = 1e-9;

    /// <summary>By the number of the cause, 0 for what nobody can name.</summary>
    private readonly SortedDictionary<int, Cause> _causes = [];

    public void Add(IReadOnlyList<StoredCause> causes)
    {
        foreach (var cause in causes)
            Of(cause.Cause).Add(cause);
    }

    /// <summary>Gives what the causes do not tell a name.</summary>
    /// <param name="model">Null where the parts cannot be told apart.</param>
    /// <param name="name">What the rest is; null: nobody knows.</param>
    public void Close(Score before, Score after, ScoreModel? model, ChangeCause? name)
    {
        var left = after.Value - before.Value - _causes.Values.Sum(c => c.Points);
        // A change of model belongs to no part, so the parts do not close without it.
        if (model is null || _causes.Values.Any(c => c.Whole != 0))
        {
            if (Math.Abs(left) > Rounding)
                Of(name).Whole += left;
            return;
        }
        var reach = model.TrueReachWeight * (after.TrueReachIndex - before.TrueReachIndex) - _causes.Values.Sum(c => c.Reach);
        var amplification = model.AmplificationWeight * (after.AmplificationIndex - before.AmplificationIndex) - _causes.Values.Sum(c => c.Amplification);
        var impact = model.NetworkImpactWeight * (after.NetworkImpactIndex - before.NetworkImpactIndex) - _causes.Values.Sum(c => c.Impact);
        if (Math.Abs(reach) <= Rounding && Math.Abs(amplification) <= Rounding && Math.Abs(impact) <= Rounding)
            return;
        var cause = Of(name);
        (cause.Reach, cause.Amplification, cause.Impact) = (cause.Reach + reach, cause.Amplification + amplification, cause.Impact + impact);
    }

    public IEnumerable<int> NamedPeople() => _causes.Values.SelectMany(c => c.LeadingIds());

    public IEnumerable<int> NamedPosts() => _causes.Values.SelectMany(c => c.TopPosts()).Select(p => p.Key).Where(id => id != Facts.NoPost);

    public IReadOnlyList<CauseSum> Causes(IReadOnlyDictionary<int, string> names, IReadOnlyDictionary<int, string?> texts) =>
    [
        .. _causes.Select(c => new CauseSum(
                c.Key == 0 ? null : (ChangeCause)c.Key, c.Value.Reach, c.Value.Amplification, c.Value.Impact, c.Value.Whole, c.Value.People, c.Value.IsAtMost,
                [.. c.Value.LeadingIds().Where(names.ContainsKey).Select(id => names[id])],
                ChangeTopic.FindOrNull([.. c.Value.TopPosts().Select(p => (texts.GetValueOrDefault(p.Key), p.Value))], c.Value.Points)))
            .OrderByDescending(c => Math.Abs(c.Points)),
    ];

    private Cause Of(ChangeCause? cause)
    {
        var key = cause is { } named ? (int)named : 0;
        return _causes.TryGetValue(key, out var found) ? found : _causes[key] = new Cause();
    }

    private sealed class Cause
    {
        private readonly HashSet<int> _people = [];
        private readonly Dictionary<int, double> _leading = [];
        private readonly Dictionary<int, double> _posts = [];

        private List<KeyValuePair<int, double>>? _topPosts;

        /// <summary>People of runs that kept only how many they were.</summary>
        private int _uncounted;

        private int _runs;

        public double Reach { get; set; }
        public double Amplification { get; set; }
        public double Impact { get; set; }
        public double Whole { get; set; }
        public double Points => Reach + Amplification + Impact + Whole;

        public int People => _people.Count + _uncounted;

        /// <summary>Some may have been counted on several days.</summary>
        public bool IsAtMost => _uncounted > 0 && _runs > 1;

        public void Add(StoredCause cause)
        {
            Reach += cause.ReachPoints;
            Amplification += cause.AmplificationPoints;
            Impact += cause.ImpactPoints;
            Whole += cause.WholePoints;
            _people.UnionWith(cause.PeopleIds);
            if (cause.PeopleIds.Count == 0)
                _uncounted += cause.People;
            _runs++;
            foreach (var share in cause.Leading)
                CollectionsMarshal.GetValueRefOrAddDefault(_leading, share.Id, out _) += share.Points;
            foreach (var share in cause.Posts)
                CollectionsMarshal.GetValueRefOrAddDefault(_posts, share.Id, out _) += share.Points;
        }

        public IEnumerable<int> LeadingIds() => _leading.Where(p => p.Value * Math.Sign(Points) >= LeadingShare * Math.Abs(Points) && Points != 0)
            .OrderByDescending(p => Math.Abs(p.Value)).ThenBy(p => p.Key).Take(MostLeading).Select(p => p.Key);

        public IReadOnlyList<KeyValuePair<int, double>> TopPosts() =>
            _topPosts ??= [.. _posts.OrderByDescending(p => p.Value).ThenBy(p => p.Key).Take(MostPosts)];
    }
}
