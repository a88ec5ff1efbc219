using System.Data.Common;
using System.Diagnostics;
using InfluenceScore.Data.Erasure;
using InfluenceScore.Data.Sources;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace InfluenceScore.Data.Ingestion;

/// <summary>
/// The only writer of facts. One ingestor is one transaction: until <see cref="CommitAsync"/> nobody sees anything, and one that is
/// disposed of (or killed) before leaves nothing behind. Every fact has a natural key, so storing twice changes nothing.
/// Memory stays bounded however much goes in; the engine keeps what is not yet committed on disk.
/// Not safe for several threads at once.
/// </summary>
public sealed partial class Ingestor : IAsyncDisposable
{
    private readonly InfluenceDbContext _db;
    private readonly IDbContextTransaction _transaction;
    private readonly FactWriter _writer;
    private readonly RecordRules _rules;
    private readonly DoNotImport _erased;
    private readonly FactsLog? _log;
    private bool _changed;

    private Ingestor(InfluenceDbContext db, IDbContextTransaction transaction, FactWriter writer, RecordRules rules, DoNotImport erased, FactsLog? log) =>
        (_db, _transaction, _writer, _rules, _erased, _log) = (db, transaction, writer, rules, erased, log);

    /// <summary>Takes the database's one place for a writer.</summary>
    /// <exception cref="InfluenceScoreException">The database may not be written, or somebody else has been writing to it for half a minute.</exception>
    public static Task<Ingestor> BeginAsync(InfluenceDbContext db, CancellationToken cancellationToken = default) =>
        BeginAsync(db, TimeProvider.System, cancellationToken);

    /// <inheritdoc cref="BeginAsync(InfluenceDbContext, CancellationToken)"/>
    /// <param name="clock">Says what the future is: facts from there are rejected.</param>
    public static Task<Ingestor> BeginAsync(InfluenceDbContext db, TimeProvider clock, CancellationToken cancellationToken = default) => BeginAsync(db, clock, null, cancellationToken);

    /// <inheritdoc cref="BeginAsync(InfluenceDbContext, TimeProvider, CancellationToken)"/>
    /// <param name="log">Told what is new; null where that would be too much, or nobody asks.</param>
    public static async Task<Ingestor> BeginAsync(InfluenceDbContext db, TimeProvider clock, FactsLog? log, CancellationToken cancellationToken = default)
    {
        try
        {
            await db.Database.OpenConnectionAsync(cancellationToken);
            var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var writer = db.BeginFacts(transaction.GetDbTransaction());
            if (log is not null)
                writer.New = new NewRows();
            return new Ingestor(db, transaction, writer, new RecordRules(clock.GetUtcNow().UtcDateTime), await DoNotImport.ReadAsync(db, cancellationToken), log);
        }
        catch (DbException e)
        {
            if (db.Database.CurrentTransaction is { } begun)
                await begun.DisposeAsync();
            await db.Database.CloseConnectionAsync();
            throw CannotWrite(db, e);
        }
    }

    /// <summary>Nobody asked to be forgotten, so that no row has to be looked at for that.</summary>
    internal bool TakesEverybody => _erased.IsEmpty;

    /// <summary>What became of the records taken in so far, but for those that still wait for their batch.</summary>
    public StoreCounts SoFar => _writer.Counts;

    /// <summary>What became of the records taken in so far; those that still wait for their batch are written first.</summary>
    public StoreCounts Flush() => Guarded(() =>
    {
        _writer.Flush();
        return _writer.Counts;
    });

    /// <summary>Stores one record at once and says what became of it. Many are stored faster with <see cref="Take(PostRecord)"/> and <see cref="Flush"/>.</summary>
    public StoreResult Store(ProfileRecord record) => AtOnce(() => Take(record));

    /// <inheritdoc cref="Store(ProfileRecord)"/>
    public StoreResult Store(PostRecord record) => AtOnce(() => Take(record));

    /// <inheritdoc cref="Store(ProfileRecord)"/>
    public StoreResult Store(InteractionRecord record) => AtOnce(() => Take(record));

    /// <inheritdoc cref="Store(ProfileRecord)"/>
    public StoreResult Store(FollowRecord record) => AtOnce(() => Take(record));

    /// <summary>Takes a record of a bundle or an archive in, whichever it is.</summary>
    /// <returns>Why it cannot be used, in words; null where it can.</returns>
    internal string? Take(object? record) => record switch
    {
        ProfileRecord profile => Take(profile),
        PostRecord post => Take(post),
        InteractionRecord interaction => Take(interaction),
        FollowRecord follow => Take(follow),
        _ => throw new UnreachableException(),
    };

    /// <summary>Takes a record in; <see cref="Flush"/> tells whether it was new.</summary>
    /// <returns>Why it cannot be used, in words; null where it can.</returns>
    public string? Take(ProfileRecord record) => Guarded(() =>
    {
        if (!RecordRules.TryNetwork(record.Network, out var network, out var reason)
            || !RecordRules.TryHandle("handle", record.Handle, out var handle, out reason))
            return reason;
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
            return reason;
        if (IsErased(network, handle, record.NetworkUserId))
            return DoNotImport.Reason;
        if (!_erased.IsEmpty)
            record = record with { Bio = StruckText.WithoutErased(record.Bio, network, _erased) };

        _writer.Add(network, handle, record);
        return null;
    });

    /// <inheritdoc cref="Take(ProfileRecord)"/>
    public string? Take(PostRecord record) => Guarded(() =>
    {
        if (!RecordRules.TryNetwork(record.Network, out var network, out var reason)
            || !RecordRules.TryHandle("author", record.Author, out var author, out reason))
            return reason;
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
            return reason;
        if (IsErased(network, author) || _erased.WroteByItsId(network, record.Id))
            return DoNotImport.Reason;
        if (!_erased.IsEmpty)
            record = record with
            {
                Text = StruckText.WithoutErased(record.Text, network, _erased),
                RefersTo = record.RefersTo is { } other && _erased.WroteByItsId(network, other) ? null : record.RefersTo,
            };

        _writer.Add(network, author, record);
        return null;
    });

    /// <inheritdoc cref="Take(ProfileRecord)"/>
    public string? Take(InteractionRecord record) => Guarded(() =>
    {
        if (!RecordRules.TryNetwork(record.Network, out var network, out var reason)
            || !RecordRules.TryHandle("actor", record.Actor, out var actor, out reason)
            || !RecordRules.TryHandle("target", record.Target, out var target, out reason))
            return reason;
        reason = _rules.TimeProblemOrNull("at", record.At) ?? (record.Post is null ? null : RecordRules.IdProblemOrNull("post", record.Post));
        if (reason is not null)
            return reason;
        if (IsErased(network, actor) || IsErased(network, target))
            return DoNotImport.Reason;

        _writer.Add(network, target, actor, record);
        return null;
    });

    /// <inheritdoc cref="Take(ProfileRecord)"/>
    public string? Take(FollowRecord record) => Guarded(() =>
    {
        if (!RecordRules.TryNetwork(record.Network, out var network, out var reason)
            || !RecordRules.TryHandle("follower", record.Follower, out var follower, out reason)
            || !RecordRules.TryHandle("followee", record.Followee, out var followee, out reason))
            return reason;
        reason = _rules.TimeProblemOrNull("at", record.At);
        if (reason is not null)
            return reason;
        if (IsErased(network, follower) || IsErased(network, followee))
            return DoNotImport.Reason;

        _writer.Add(network, follower, followee, record);
        return null;
    });

    /// <summary>Makes everything stored so far visible and lasting, all at once.</summary>
    /// <exception cref="InfluenceScoreException">The disk is full or may not be written: then nothing was stored.</exception>
    public async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            _writer.Complete();
            NoteVersion();
            await _transaction.CommitAsync(cancellationToken);
        }
        catch (DbException e)
        {
            throw CannotWrite(_db, e);
        }
    }

    /// <summary>For who writes to the same transaction past this: the facts have changed.</summary>
    internal void NoteChange() => _changed = true;

    private void NoteVersion()
    {
        if (!_changed && _writer.Counts.Stored == 0)
            return;
        var transaction = _transaction.GetDbTransaction();
        var (before, after) = FactsWatch.Replace(transaction.Connection!, transaction);
        if (_writer.New is { IsAll: true } rows)
            _log?.Add(before, after, rows);
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
        && ((userId is not null && _erased.Contains(network, AccountKey.HandleOfId(userId))) || (!_writer.Remembers(network, handle) && _erased.Contains(network, handle)));

    private StoreResult AtOnce(Func<string?> take)
    {
        var before = Flush();
        return take() is { } reason ? StoreResult.Rejected(reason) : Flush().Stored > before.Stored ? StoreResult.Stored : StoreResult.Duplicate;
    }

    private T Guarded<T>(Func<T> store)
    {
        try
        {
            return store();
        }
        catch (DbException e)
        {
            throw CannotWrite(_db, e);
        }
    }

    private static InfluenceScoreException CannotWrite(InfluenceDbContext db, DbException e) =>
        new($"The database {DatabaseSetup.InWords(db)} cannot be written: {StoreErrors.InWords(e)}", e);
}
