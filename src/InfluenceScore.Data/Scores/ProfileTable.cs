using System.Data.Common;
using System.Text;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Scores;

/// <summary>
/// Profiles of all accounts by account number, then time, as columns: some 80 bytes each, a quarter of what they weigh as objects. A <see cref="ProfileSnapshot"/> is made where one is
/// asked for. Of a bio the score reads one thing: whether it says "bot". Others are not kept.
/// </summary>
public sealed class ProfileTable
{
    private const long Unknown = long.MinValue;

    private readonly string[] _keys;
    private readonly int[] _accounts, _nameStart;
    private readonly long[] _times, _followers, _following, _posts, _likesGiven, _listed;
    private readonly Flags[] _flags;
    private readonly Dictionary<int, string> _bios = [];
    private byte[] _names = [];

    private ProfileTable(string[] keys, int count)
    {
        _keys = keys;
        (_accounts, _nameStart, _flags) = (new int[count], new int[count + 1], new Flags[count]);
        (_times, _followers, _following) = (new long[count], new long[count], new long[count]);
        (_posts, _likesGiven, _listed) = (new long[count], new long[count], new long[count]);
    }

    [Flags]
    private enum Flags : byte
    {
        None = 0,
        HasName = 1,
        KnowsAvatar = 2,
        DefaultAvatar = 4,
    }

    public int Count => _accounts.Length;

    /// <summary>Whether any profile says where somebody lives.</summary>
    internal bool HasLocations { get; private set; }

    public ProfileSnapshot this[int profile] => new(HandleOf(_accounts[profile]), NameOrNull(profile), _bios.GetValueOrDefault(profile), FollowersOrNull(profile), OrNull(_following[profile]),
        PostsOrNull(profile), LikesGivenOrNull(profile), OrNull(_listed[profile]), (_flags[profile] & Flags.KnowsAvatar) == Flags.None ? null : (_flags[profile] & Flags.DefaultAvatar) != Flags.None);

    /// <summary>Account number.</summary>
    public int Account(int profile) => _accounts[profile];

    /// <summary>When it was seen, Unix milliseconds; unknown moments (0) come first.</summary>
    public long Time(int profile) => _times[profile];

    public string? NameOrNull(int profile) =>
        (_flags[profile] & Flags.HasName) == Flags.None ? null : Encoding.UTF8.GetString(_names.AsSpan(_nameStart[profile].._nameStart[profile + 1]));

    public long? FollowersOrNull(int profile) => OrNull(_followers[profile]);

    public long? PostsOrNull(int profile) => OrNull(_posts[profile]);

    public long? LikesGivenOrNull(int profile) => OrNull(_likesGiven[profile]);

    /// <summary>The newest profile of each account before a moment (Unix milliseconds), made when it is asked for.</summary>
    public IReadOnlyList<ProfileSnapshot?> NewestBefore(long asOf)
    {
        var newest = new int[_keys.Length];
        for (var profile = 0; profile < _accounts.Length; profile++)
            if (_times[profile] < asOf)
                newest[_accounts[profile]] = profile + 1;
        return new Newest(this, newest);
    }

    /// <param name="keys">"network:handle" of each account.</param>
    internal static ProfileTable Read(DbTransaction snapshot, string[] keys, IdNumbers numbers, CancellationToken cancellationToken)
    {
        var table = new ProfileTable(keys, RowReader.Count(snapshot, "FROM \"Profiles\""));
        var profile = 0;
        RowReader.Each(snapshot, """
            SELECT "AccountId", "ObservedAt", "Name", "Bio", "Followers", "Following", "Posts", "LikesGiven", "Listed", "DefaultAvatar", "Location" IS NOT NULL
            FROM "Profiles" ORDER BY "AccountId", "ObservedAt"
            """, row => table.Set(profile++, numbers[row.Int(0)], row), cancellationToken);
        return table;
    }

    private void Set(int profile, int account, RowReader row)
    {
        (_accounts[profile], _times[profile]) = (account, row.Long(1));
        _nameStart[profile + 1] = _nameStart[profile] + row.AppendUtf8(2, ref _names, _nameStart[profile]);
        if (row.Contains(3, "bot"u8))
            _bios[profile] = row.TextOrNull(3)!;
        (_followers[profile], _following[profile]) = (row.LongOrNull(4) ?? Unknown, row.LongOrNull(5) ?? Unknown);
        (_posts[profile], _likesGiven[profile], _listed[profile]) = (row.LongOrNull(6) ?? Unknown, row.LongOrNull(7) ?? Unknown, row.LongOrNull(8) ?? Unknown);
        _flags[profile] = (row.IsNull(2) ? Flags.None : Flags.HasName) | (row.IsNull(9) ? Flags.None : row.Flag(9) ? Flags.KnowsAvatar | Flags.DefaultAvatar : Flags.KnowsAvatar);
        HasLocations |= row.Flag(10);
    }

    // No network has a colon in its name.
    private string HandleOf(int account) => _keys[account][(_keys[account].IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static long? OrNull(long count) => count == Unknown ? null : count;

    /// <param name="newest">Account → profile and one, 0 where there is none.</param>
    private sealed class Newest(ProfileTable table, int[] newest) : IReadOnlyList<ProfileSnapshot?>
    {
        public int Count => newest.Length;

        public ProfileSnapshot? this[int index] => newest[index] == 0 ? null : table[newest[index] - 1];

        public IEnumerator<ProfileSnapshot?> GetEnumerator() => Enumerable.Range(0, Count).Select(account => this[account]).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
