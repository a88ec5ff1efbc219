using System.Runtime.CompilerServices;
using System.Text;
using InfluenceScore.Data.Sources.Bundles;

namespace InfluenceScore.Data.Ingestion.Bulk;

/// <summary>
/// Finds the rows of all accounts and posts that some rows of a block name, by one question each, and makes accounts that are new, by one statement: row by row the time would go into
/// the way to the server and back. Accounts go in at once, and never by a COPY of their own: a page that begins to track one takes no turn as a writer of facts.
/// </summary>
internal sealed class PostgresNames(PostgresStatements sql, Ingestor ingestor, Networks networks, NameTable accounts, NameTable posts)
{
    private readonly List<Name> _unknown = [];
    private readonly HashSet<int> _told = [];
    private readonly HashSet<int> _new = [];

    // Of profiles that wait: hashes of the ids they bring, and whether one of them may take an id from an account that had it.
    private readonly HashSet<int> _ids = [];
    private bool _idsChange;

    private bool _idsStored = !accounts.KnowsAll;

    /// <summary>Told when a handle stands for an id that a profile which still waits has brought: it must be in its table before anybody looks for it.</summary>
    public required Action WritePending { get; init; }

    /// <summary>True once for each account that was made by the last <see cref="Resolve"/>, with what its first profile says.</summary>
    public bool IsNew(int account) => _new.Remove(account);

    /// <summary>Profiles that waited are in their table, with the ids they bring.</summary>
    public void ForgetWaitingIds()
    {
        _ids.Clear();
        _idsChange = false;
    }

    /// <param name="othersStored">The store may hold more than the tables of names know.</param>
    /// <returns>Behind the last row whose names are all known now.</returns>
    public int Resolve(BundleTable table, FactBlock block, int from, int end, bool othersStored)
    {
        _unknown.Clear();
        _told.Clear();
        _new.Clear();
        if (table is BundleTable.Posts or BundleTable.Interactions && (othersStored || !posts.KnowsAll))
            FindPosts(table, block, from, end, othersStored);
        var stop = from;
        for (; stop < end && TryNeed(table, block, stop, isFirst: stop == from); stop++)
        {
        }
        if (_unknown.Count > 0)
            FindOrAddAccounts(block, othersStored);
        return stop;
    }

    /// <summary>Notes which accounts a row needs, in the order in which the careful way needs them.</summary>
    /// <returns>False where rows before it have to be stored first.</returns>
    private bool TryNeed(BundleTable table, FactBlock block, int row, bool isFirst)
    {
        var cells = block.Cells(row);
        var hashes = block.Hashes(row);
        switch (table)
        {
            case BundleTable.Profiles:
                var before = _unknown.Count;
                if (!TryNeed(table, block, cells, hashes, 1, isFirst))
                    return false;
                if (cells[3] == FactBlock.Empty)
                    return true;
                _ids.Add(hashes[3]);
                _idsStored = true;
                _idsChange |= _unknown.Count == before;
                return true;
            case BundleTable.Posts:
                // Whoever tells a post a second time is not needed for it; whether this is a second time is known once the first is stored.
                if (!_told.Add(hashes[1]))
                    return false;
                ref var known = ref posts.FindOrNull((int)cells[0], block.Text(cells[1]), hashes[1]);
                return (!Unsafe.IsNullRef(ref known) && known > 0) || TryNeed(table, block, cells, hashes, 2, isFirst);
            case BundleTable.Interactions:
                return TryNeed(table, block, cells, hashes, 2, isFirst) && TryNeed(table, block, cells, hashes, 1, isFirst);
            default:
                return TryNeed(table, block, cells, hashes, 1, isFirst) && TryNeed(table, block, cells, hashes, 2, isFirst);
        }
    }

    private bool TryNeed(BundleTable table, FactBlock block, Span<long> cells, Span<int> hashes, int column, bool isFirst)
    {
        var network = (int)cells[0];
        var handle = block.Text(cells[column]);
        if (!Unsafe.IsNullRef(ref accounts.FindOrNull(network, handle, hashes[column])))
            return true;
        var id = IdOrEmpty(handle);
        if (!id.IsEmpty && (_idsChange || _ids.Contains(NameTable.Hash(network, id))))
        {
            if (!isFirst)
                return false;
            WritePending();
        }
        var isProfile = table == BundleTable.Profiles;
        _unknown.Add(new Name(network, cells[column], hashes[column], isProfile ? cells[4] : FactBlock.Empty, isProfile ? cells[3] : FactBlock.Empty, isProfile));
        accounts.Add(network, handle, hashes[column], 0);
        return true;
    }

    private void FindOrAddAccounts(FactBlock block, bool othersStored)
    {
        // A handle that stands for an id stands for the same account throughout an import, whichever way a row takes.
        var ofIds = _unknown.Where(n => !IdOrEmpty(block.Text(n.Handle)).IsEmpty).ToList();
        foreach (var name in ofIds)
            AccountOf(block, name) = ingestor.RememberedOrNull(networks.Name(name.Network), TextOrNull(block, name.Handle)!) ?? 0;
        FindAccounts(block, _unknown.Where(n => AccountOf(block, n) == 0).Where(n => othersStored || !accounts.KnowsAll || (_idsStored && !IdOrEmpty(block.Text(n.Handle)).IsEmpty)).ToList());
        while (_unknown.Where(n => AccountOf(block, n) == 0).ToList() is { Count: > 0 } missing)
        {
            var ids = Add(block, missing);
            if (ids.Count < missing.Count)
            {
                FindAccounts(block, missing); // somebody began to track one of them meanwhile
                continue;
            }
            for (var i = 0; i < ids.Count; i++)
            {
                AccountOf(block, missing[i]) = ids[i];
                if (missing[i].IsProfile)
                    _new.Add(ids[i]);
            }
        }
        foreach (var name in ofIds)
            ingestor.Remember(networks.Name(name.Network), TextOrNull(block, name.Handle)!, AccountOf(block, name));
    }

    private List<int> Add(FactBlock block, List<Name> missing)
    {
        var ids = new List<int>(missing.Count);
        using var rows = sql.Query("""
            INSERT INTO "Accounts" ("Network", "Handle", "Tracked", "Name", "NetworkUserId") SELECT n, h, false, a, k FROM unnest($1, $2, $3, $4) AS u(n, h, a, k)
            ON CONFLICT DO NOTHING RETURNING "Id"
            """, missing.Select(n => networks.Name(n.Network)).ToArray(), missing.Select(n => TextOrNull(block, n.Handle)!).ToArray(),
            missing.Select(n => TextOrNull(block, n.GivenName)).ToArray(), missing.Select(n => TextOrNull(block, n.UserId)).ToArray());
        while (rows.Read())
            ids.Add(rows.GetInt32(0));
        return ids;
    }

    private void FindAccounts(FactBlock block, List<Name> names)
    {
        if (names.Count == 0)
            return;
        // By subqueries, so that no plan can read the whole table; with + 0, so that none goes through the ids in their order.
        using var rows = sql.Query("""
            SELECT u.i::int, coalesce((SELECT "Id" FROM "Accounts" WHERE "Network" = u.n AND "Handle" = u.h),
                (SELECT min("Id" + 0) FROM "Accounts" WHERE "Network" = u.n AND "NetworkUserId" = u.k), 0)
            FROM unnest($1, $2, $3) WITH ORDINALITY AS u(n, h, k, i)
            """, names.Select(n => networks.Name(n.Network)).ToArray(), names.Select(n => TextOrNull(block, n.Handle)!).ToArray(),
            names.Select(n => IdOrEmpty(block.Text(n.Handle)) is { IsEmpty: false } id ? Encoding.UTF8.GetString(id) : null).ToArray());
        while (rows.Read())
            AccountOf(block, names[rows.GetInt32(0) - 1]) = rows.GetInt32(1);
    }

    private void FindPosts(BundleTable table, FactBlock block, int from, int end, bool othersStored)
    {
        var (asked, names) = (new HashSet<(int, string)>(), new List<Name>());
        for (var row = from; row < end; row++)
        {
            if (table == BundleTable.Interactions)
            {
                Ask(block.Cells(row), block.Hashes(row), 4, isTold: false);
                continue;
            }
            Ask(block.Cells(row), block.Hashes(row), 5, isTold: false);
            Ask(block.Cells(row), block.Hashes(row), 1, isTold: true);
        }
        if (names.Count == 0)
            return;
        using var rows = sql.Query("""
            SELECT u.i::int, p FROM (SELECT u.i, (SELECT CASE WHEN "AuthorId" IS NULL THEN ~"Id" ELSE "Id" END FROM "Posts" WHERE "NetworkPostId" = u.h AND "Network" = u.n) AS p
            FROM unnest($1, $2) WITH ORDINALITY AS u(n, h, i)) AS u WHERE p IS NOT NULL
            """, names.Select(n => networks.Name(n.Network)).ToArray(), names.Select(n => TextOrNull(block, n.Handle)!).ToArray());
        while (rows.Read())
        {
            var name = names[rows.GetInt32(0) - 1];
            ref var known = ref posts.FindOrNull(name.Network, block.Text(name.Handle), name.Hash);
            if (Unsafe.IsNullRef(ref known))
                posts.Add(name.Network, block.Text(name.Handle), name.Hash, rows.GetInt32(1));
            else
                known = rows.GetInt32(1);
        }

        void Ask(Span<long> cells, Span<int> hashes, int column, bool isTold)
        {
            if (cells[column] == FactBlock.Empty)
                return;
            ref var known = ref posts.FindOrNull((int)cells[0], block.Text(cells[column]), hashes[column]);
            // Of a post that was only named, others may have told the rest.
            var isSettled = !Unsafe.IsNullRef(ref known) && (known > 0 || !isTold || !othersStored);
            if (!isSettled && asked.Add(((int)cells[0], TextOrNull(block, cells[column])!)))
                names.Add(new Name((int)cells[0], cells[column], hashes[column], FactBlock.Empty, FactBlock.Empty, false));
        }
    }

    private ref int AccountOf(FactBlock block, Name name) => ref accounts.FindOrNull(name.Network, block.Text(name.Handle), name.Hash);

    /// <summary>"id:12" or a DID in the place of a handle names an account by its id.</summary>
    private static ReadOnlySpan<byte> IdOrEmpty(ReadOnlySpan<byte> handle) => handle.StartsWith("did:"u8) ? handle : handle.StartsWith("id:"u8) ? handle[3..] : [];

    private static string? TextOrNull(FactBlock block, long place) => place == FactBlock.Empty ? null : Encoding.UTF8.GetString(block.Text(place));

    /// <summary>A name in a block, and what its profile says of the account where it stands in one.</summary>
    private readonly record struct Name(int Network, long Handle, int Hash, long GivenName, long UserId, bool IsProfile);
}
