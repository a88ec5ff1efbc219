namespace InfluenceScore.Web.Pages.Compare;

/// <summary>How many people act on which of the compared accounts. Counts of genuine people; everybody is counted once.</summary>
public sealed class Overlap
{
    private readonly int[] _bySet;
    private readonly int _accounts;

    /// <param name="audiences">One ascending list of distinct ids an account, at most <see cref="CompareView.Most"/> lists.</param>
    public Overlap(IReadOnlyList<int[]> audiences)
    {
        _accounts = audiences.Count;
        _bySet = new int[1 << _accounts];
        var at = new int[_accounts];
        while (true)
        {
            var least = int.MaxValue;
            var found = false;
            for (var a = 0; a < _accounts; a++)
            {
                if (at[a] < audiences[a].Length)
                    (least, found) = (Math.Min(least, audiences[a][at[a]]), true);
            }
            if (!found)
                break;
            var set = 0;
            for (var a = 0; a < _accounts; a++)
            {
                if (at[a] >= audiences[a].Length || audiences[a][at[a]] != least)
                    continue;
                set |= 1 << a;
                at[a]++;
            }
            _bySet[set]++;
        }
    }

    /// <summary>People who act on at least one of the accounts.</summary>
    public int Anyone => _bySet.Sum();

    /// <summary>People who act on exactly these accounts and on none of the others that are compared.</summary>
    /// <param name="set">Bit i = account i.</param>
    public int Exactly(int set) => _bySet[set];

    /// <summary>People who act on that account.</summary>
    public int Of(int account) => CountWhere(set => (set >> account & 1) == 1);

    /// <summary>People who act on both; whoever else they act on.</summary>
    public int Both(int a, int b) => CountWhere(set => (set >> a & 1) == 1 && (set >> b & 1) == 1);

    /// <summary>People who act on that account alone, of all that are compared.</summary>
    public int Only(int account) => _bySet[1 << account];

    private int CountWhere(Func<int, bool> holds)
    {
        var people = 0;
        for (var set = 1; set < _bySet.Length; set++)
            people += holds(set) ? _bySet[set] : 0;
        return people;
    }
}
