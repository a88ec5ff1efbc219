using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Data.Scores;

/// <summary>A person (account id) or a post (post id, <see cref="Entities.Facts.NoPost"/> for acts that name no known post) and the points it carried.</summary>
public readonly record struct StoredShare(int Id, double Points);

/// <summary>One cause of one change, as it is stored.</summary>
/// <param name="WholePoints">Points that belong to no part: a change of model.</param>
/// <param name="People">Distinct people behind it.</param>
/// <param name="PeopleIds">Who they are, ascending; empty where they are not kept (steady causes touch everybody) or are too many.</param>
/// <param name="Leading">Single people who carried much of it, largest first.</param>
/// <param name="Posts">Posts that drew most of it, largest first.</param>
public sealed record StoredCause(
    ChangeCause Cause, double ReachPoints, double AmplificationPoints, double ImpactPoints, double WholePoints,
    int People, IReadOnlyList<int> PeopleIds, IReadOnlyList<StoredShare> Leading, IReadOnlyList<StoredShare> Posts)
{
    public double Points => ReachPoints + AmplificationPoints + ImpactPoints + WholePoints;
}

/// <summary>
/// Packs the causes of one change into some hundred bytes: LEB128 numbers, points of causes in units of 1e-12 (those of single people and posts, which only
/// order them, in 1e-6). Rounding is carried from cause to cause, so that the sum of each part stays within 1e-12, and years of days add up to 1e-9.
/// </summary>
public static class StoredCauses
{
    private const byte Version = 1;

    private const double Unit = 1e-12, ShareUnit = 1e-6;

    private const int Parts = 4;

    public static byte[] Pack(IReadOnlyList<StoredCause> causes)
    {
        ArgumentNullException.ThrowIfNull(causes);
        using var stream = new MemoryStream(256);
        using var to = new BinaryWriter(stream);
        to.Write(Version);
        to.Write7BitEncodedInt(causes.Count);
        Span<double> carried = stackalloc double[Parts];
        foreach (var cause in causes)
        {
            double[] points = [cause.ReachPoints, cause.AmplificationPoints, cause.ImpactPoints, cause.WholePoints];
            to.Write((byte)cause.Cause);
            to.Write((byte)Enumerable.Range(0, Parts).Sum(part => points[part] != 0 ? 1 << part : 0));
            for (var part = 0; part < Parts; part++)
            {
                if (points[part] == 0)
                    continue;
                var exact = points[part] / Unit + carried[part];
                var whole = Math.Round(exact);
                carried[part] = exact - whole;
                to.Write7BitEncodedInt64(Zigzag((long)whole));
            }
            to.Write7BitEncodedInt(cause.People);
            PackIds(to, cause.PeopleIds);
            PackShares(to, cause.Leading);
            PackShares(to, cause.Posts);
        }
        to.Flush();
        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">Not something that <see cref="Pack"/> of this version wrote.</exception>
    public static IReadOnlyList<StoredCause> Unpack(byte[] packed)
    {
        ArgumentNullException.ThrowIfNull(packed);
        var from = new PackedReader(packed);
        if (from.Byte() != Version)
            throw new InvalidDataException("A stored change statement is of an unknown version.");
        var causes = new StoredCause[from.Length()];
        for (var i = 0; i < causes.Length; i++)
            causes[i] = UnpackCause(ref from);
        return causes;
    }

    /// <summary>
    /// Two statements of one run as one, the second about what came after the first. People whose ids are kept are counted once; of the others the larger number stands, because the
    /// same people are behind both.
    /// </summary>
    public static IReadOnlyList<StoredCause> Sum(IReadOnlyList<StoredCause> first, IReadOnlyList<StoredCause> second) =>
    [
        .. first.Concat(second).GroupBy(cause => cause.Cause).Select(g => g.Aggregate((a, b) =>
        {
            int[] people = [.. a.PeopleIds.Union(b.PeopleIds).Order()];
            var counted = a.PeopleIds.Count == a.People && b.PeopleIds.Count == b.People && people.Length <= ChangeChain.MostPeople;
            return new StoredCause(
                a.Cause, a.ReachPoints + b.ReachPoints, a.AmplificationPoints + b.AmplificationPoints, a.ImpactPoints + b.ImpactPoints, a.WholePoints + b.WholePoints,
                counted ? people.Length : Math.Max(people.Length, Math.Max(a.People, b.People)), counted ? people : [],
                Largest(a.Leading.Concat(b.Leading), ChangeChain.MostLeading), Largest(a.Posts.Concat(b.Posts), ChangeChain.MostPosts));
        })),
    ];

    private static StoredShare[] Largest(IEnumerable<StoredShare> shares, int most) =>
        [.. shares.GroupBy(s => s.Id).Select(g => new StoredShare(g.Key, g.Sum(s => s.Points))).OrderByDescending(s => Math.Abs(s.Points)).ThenBy(s => s.Id).Take(most)];

    private static StoredCause UnpackCause(ref PackedReader from)
    {
        var cause = (ChangeCause)from.Byte();
        var mask = from.Byte();
        Span<double> points = stackalloc double[Parts];
        for (var part = 0; part < Parts; part++)
            points[part] = (mask & 1 << part) == 0 ? 0 : Unit * Unzigzag(from.Number());
        return new StoredCause(
            cause, points[0], points[1], points[2], points[3], from.Int(), UnpackIds(ref from), UnpackShares(ref from), UnpackShares(ref from));
    }

    private static void PackIds(BinaryWriter to, IReadOnlyList<int> ascending)
    {
        to.Write7BitEncodedInt(ascending.Count);
        var last = 0;
        foreach (var id in ascending)
        {
            to.Write7BitEncodedInt(id - last);
            last = id;
        }
    }

    private static int[] UnpackIds(ref PackedReader from)
    {
        var length = from.Length();
        if (length == 0)
            return [];
        var ids = new int[length];
        for (int i = 0, last = 0; i < ids.Length; i++)
            ids[i] = last += from.Int();
        return ids;
    }

    private static void PackShares(BinaryWriter to, IReadOnlyList<StoredShare> shares)
    {
        to.Write7BitEncodedInt(shares.Count);
        foreach (var share in shares)
        {
            to.Write7BitEncodedInt(share.Id);
            to.Write7BitEncodedInt64(Zigzag((long)Math.Round(share.Points / ShareUnit)));
        }
    }

    private static StoredShare[] UnpackShares(ref PackedReader from)
    {
        var length = from.Length();
        if (length == 0)
            return [];
        var shares = new StoredShare[length];
        for (var i = 0; i < shares.Length; i++)
            shares[i] = new StoredShare(from.Int(), ShareUnit * Unzigzag(from.Number()));
        return shares;
    }

    private static long Zigzag(long value) => value << 1 ^ value >> 63;

    private static long Unzigzag(long value) => (long)((ulong)value >> 1) ^ -(value & 1);
}
