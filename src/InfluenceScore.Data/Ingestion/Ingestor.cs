using System.Diagnostics;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Erasure;
using InfluenceScore.Data.Sources;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace InfluenceScore.Data.Ingestion;

/// <summary>
/// The only writer of facts. One ingestor is one transaction: until <see cref="CommitAsync"/> nobody sees anything, and one that is
/// disposed of (or killed) before leaves nothing behind. Every fact has a natural key, so storing twice changes nothing.
/// Memory stays bounded however much goes in; SQLite keeps what is not yet committed in the write-ahead log on disk.
/// Not safe for several threads at once.
/// </summary>
public sealed partial class Ingestor : IAsyncDisposable
{
    // Row ids kept in memory, per generation: about 100 MB at most for accounts, and the same for posts.
    private const int RememberedIds = 500_000;

    private readonly InfluenceDbContext _db;
    private readonly IDbContextTransaction _transaction;
    private readonly SqliteFactWriter _writer;
    private readonly RecordRules _rules;
    private readonly DoNotImport _erased;
    private RecentIds _accounts = new(RememberedIds);
    private readonly RecentIds _posts = new(RememberedIds);

    private Ingestor(InfluenceDbContext db, IDbContextTransaction transaction, SqliteFactWriter writer, RecordRules rules, DoNotImport erased) =>
        (_db, _transaction, _writer, _rules, _erased) = (db, transaction, writer, rules, erased);

    /// <summary>Takes the database's one place for a writer.</summary>
    /// <exception cref="InfluenceScoreException">The database may not be written, or somebody else has been writing to it for half a minute.</exception>
    public static Task<Ingestor> BeginAsync(InfluenceDbContext db, CancellationToken cancellationToken = default) =>
        BeginAsync(db, TimeProvider.System, cancellationToken);

    /// <inheritdoc cref="BeginAsync(InfluenceDbContext, CancellationToken)"/>
    /// <param name="clock">Says what the future is: facts from there are rejected.</param>
    public static async Task<Ingestor> BeginAsync(InfluenceDbContext db, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        try
        {
            await db.Database.OpenConnectionAsync(cancellationToken);
            var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var writer = new SqliteFactWriter((SqliteConnection)db.Database.GetDbConnection(), (SqliteTransaction)transaction.GetDbTransaction());
            return new Ingestor(db, transaction, writer, new RecordRules(clock.GetUtcNow().UtcDateTime), await DoNotImport.ReadAsync(db, cancellationToken));
        }
        catch (SqliteException e)
        {
            if (db.Database.CurrentTransaction is { } begun)
                await begun.DisposeAsync();
            await db.Database.CloseConnectionAsync();
            throw CannotWrite(db, e);
        }
    }

    /// <summary>Nobody asked to be forgotten, so that no row has to be looked at for that.</summary>
    internal bool TakesEverybody => _erased.IsEmpty;

    /// <summary>Stores a record of a bundle or an archive, whichever it is.</summary>
    internal StoreResult Store(object? record) => record switch
    {
        ProfileRecord profile => Store(profile),
        PostRecord post => Store(post),
        InteractionRecord interaction => Store(interaction),
        FollowRecord follow => Store(follow),
        _ => throw new UnreachableException(),
    };

    public StoreResult Store(ProfileRecord record) => Guarded(() =>
    {
        if (!RecordRules.TryNetwork(record.Network, out var network, out var reason)
            || !RecordRules.TryHandle("handle", record.Handle, out var handle, out reason))
            return StoreResult.Rejected(reason);
        reason = (record.NetworkUserId is null ? null : RecordRules.IdProblemOrNull("id", record.NetworkUserId))
            ?? RecordRules.TextProblemOrNull("name", record.Name)
            ?? RecordRules.TextProblemOrNull("location", record.Location)
            ?? RecordRules.TextProblemOrNull("bio", record.Bio)
            ?? _rules.TimeProblemOrNull("created_at", record.CreatedAt)
            ?? _rules.TimeProblemOrNull("observed_at", record.ObservedAt)
            ?? RecordRules.CountProblemOrNull("followers", record.Followers)
            ?? RecordRules.CountProblemOrNull("following", record.Following)
            ?? RecordRules.CountProblemOrNull("posts", record.Posts)
            ?? RecordRules.CountProblemOrNull("likes_given", record.LikesGiven)
            ?? RecordRules.CountProblemOrNull("listed", record.Listed);
        if (reason is not null)
            return StoreResult.Rejected(reason);
        if (IsErased(network, handle, record.NetworkUserId))
            return StoreResult.Rejected(DoNotImport.Reason);
        if (!_erased.IsEmpty)
            record = record with { Bio = StruckText.WithoutErased(record.Bio, network, _erased) };

        return _writer.AddProfile(AccountId(network, handle), record) ? StoreResult.Stored : StoreResult.Duplicate;
    });

    public StoreResult Store(PostRecord record) => Guarded(() =>
    {
        if (!RecordRules.TryNetwork(record.Network, out var network, out var reason)
            || !RecordRules.TryHandle("author", record.Author, out var author, out reason))
            return StoreResult.Rejected(reason);
        reason = RecordRules.IdProblemOrNull("id", record.Id)
            ?? _rules.TimeProblemOrNull("created_at", record.CreatedAt)
            ?? (record.RefersTo is null ? null : RecordRules.IdProblemOrNull("refers_to", record.RefersTo))
            ?? (record.RefersTo == record.Id ? "the post refers to itself" : null)
            ?? RecordRules.TextProblemOrNull("text", record.Text)
            ?? RecordRules.TextProblemOrNull("lang", record.Lang)
            ?? RecordRules.CountProblemOrNull("likes", record.Likes)
            ?? RecordRules.CountProblemOrNull("reposts", record.Reposts)
            ?? RecordRules.CountProblemOrNull("replies", record.Replies)
            ?? RecordRules.CountProblemOrNull("quotes", record.Quotes)
            ?? RecordRules.CountProblemOrNull("views", record.Views);
        if (reason is not null)
            return StoreResult.Rejected(reason);
        if (IsErased(network, author) || _erased.WroteByItsId(network, record.Id))
            return StoreResult.Rejected(DoNotImport.Reason);
        if (!_erased.IsEmpty)
            record = record with
            {
                Text = StruckText.WithoutErased(record.Text, network, _erased),
                RefersTo = record.RefersTo is { } other && _erased.WroteByItsId(network, other) ? null : record.RefersTo,
            };

        var known = _writer.FindPostOrNull(network, record.Id);
        if (known is { Filled: true })
            return StoreResult.Duplicate;
        int? refersTo = record.RefersTo is null ? null : PostId(network, record.RefersTo);
        if (known is { } stub)
            _writer.FillPost(stub.Id, AccountId(network, author), refersTo, record);
        else
            _posts.Add(network, record.Id, _writer.AddPost(network, AccountId(network, author), refersTo, record));
        return StoreResult.Stored;
    });

    public StoreResult Store(InteractionRecord record) => Guarded(() =>
    {
        if (!RecordRules.TryNetwork(record.Network, out var network, out var reason)
            || !RecordRules.TryHandle("actor", record.Actor, out var actor, out reason)
            || !RecordRules.TryHandle("target", record.Target, out var target, out reason))
            return StoreResult.Rejected(reason);
        reason = _rules.TimeProblemOrNull("at", record.At) ?? (record.Post is null ? null : RecordRules.IdProblemOrNull("post", record.Post));
        if (reason is not null)
            return StoreResult.Rejected(reason);
        if (IsErased(network, actor) || IsErased(network, target))
            return StoreResult.Rejected(DoNotImport.Reason);

        var post = record.Post is null ? Facts.NoPost : PostId(network, record.Post);
        return _writer.AddInteraction(AccountId(network, target), AccountId(network, actor), record, post) ? StoreResult.Stored : StoreResult.Duplicate;
    });

    public StoreResult Store(FollowRecord record) => Guarded(() =>
    {
        if (!RecordRules.TryNetwork(record.Network, out var network, out var reason)
            || !RecordRules.TryHandle("follower", record.Follower, out var follower, out reason)
            || !RecordRules.TryHandle("followee", record.Followee, out var followee, out reason))
            return StoreResult.Rejected(reason);
        reason = _rules.TimeProblemOrNull("at", record.At);
        if (reason is not null)
            return StoreResult.Rejected(reason);
        if (IsErased(network, follower) || IsErased(network, followee))
            return StoreResult.Rejected(DoNotImport.Reason);

        return _writer.AddFollow(AccountId(network, follower), AccountId(network, followee), record) ? StoreResult.Stored : StoreResult.Duplicate;
    });

    /// <summary>Makes everything stored so far visible and lasting, all at once.</summary>
    /// <exception cref="InfluenceScoreException">The disk is full or may not be written: then nothing was stored.</exception>
    public async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await _transaction.CommitAsync(cancellationToken);
        }
        catch (SqliteException e)
        {
            throw CannotWrite(_db, e);
        }
    }

    /// <summary>Ends the transaction; what was not committed is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        await _transaction.DisposeAsync();
        await _db.Database.CloseConnectionAsync();
    }

    // An account whose row is known is not erased: only names that are new here are looked up.
    private bool IsErased(string network, string handle, string? userId = null) => !_erased.IsEmpty
        && ((userId is not null && _erased.Contains(network, AccountKey.HandleOfId(userId))) || (!_accounts.TryGet(network, handle, out _) && _erased.Contains(network, handle)));

    private int AccountId(string network, string handle)
    {
        if (_accounts.TryGet(network, handle, out var id))
            return id;
        id = _writer.FindAccountOrNull(network, handle) ?? FindByHandleOfIdOrNull(network, handle) ?? _writer.AddAccount(network, handle);
        _accounts.Add(network, handle, id);
        return id;
    }

    private int PostId(string network, string postId)
    {
        if (_posts.TryGet(network, postId, out var id))
            return id;
        id = _writer.FindPostOrNull(network, postId)?.Id ?? _writer.AddStub(network, postId);
        _posts.Add(network, postId, id);
        return id;
    }

    private StoreResult Guarded(Func<StoreResult> store)
    {
        try
        {
            return store();
        }
        catch (SqliteException e)
        {
            throw CannotWrite(_db, e);
        }
    }

    private static InfluenceScoreException CannotWrite(InfluenceDbContext db, SqliteException e) =>
        new($"The database {db.Database.GetDbConnection().DataSource} cannot be written: {SqliteErrors.InWords(e)}", e);
}
