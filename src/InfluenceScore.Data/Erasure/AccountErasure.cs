using System.Globalization;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Scores.Patterns;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Erasure;

/// <summary>Rows of one kind that an erasure takes, for the preview.</summary>
public readonly record struct ErasureCount(string What, long Rows);

/// <summary>What is being done, in words, and how many rows it has taken so far.</summary>
public readonly record struct ErasureProgress(string Step, long Rows);

/// <summary>
/// Removes everything stored about an account, in one transaction, and remembers only salted hashes of its names so that no import brings it back. Then the engine rewrites its files,
/// so that nothing of it is left in free pages or logs. <see cref="ErasureMap"/> says what happens to each column.
/// </summary>
public sealed class AccountErasure(InfluenceDbContext db, AuditLog audit, TimeProvider clock)
{
    /// <summary>What goes, largest first, without rows in which a name is only struck.</summary>
    public async Task<IReadOnlyList<ErasureCount>> PreviewAsync(int account, CancellationToken cancellationToken = default)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (entity, column, how) in ErasureMap.Columns.Where(c => c.How is Erasing.RowOfAccount && c.Entity != typeof(Account)))
        {
            var table = Table.Of(db, entity);
            var sql = $"SELECT COUNT(*) AS \"Value\" FROM {table.Quoted} WHERE {table.Column(column)} = {{0}}";
            counts[table.Name] = counts.GetValueOrDefault(table.Name) + await db.Database.SqlQueryRaw<long>(sql, account).SingleAsync(cancellationToken);
        }
        return [.. counts.Where(c => c.Value > 0).OrderByDescending(c => c.Value).Select(c => new ErasureCount(c.Key, c.Value))];
    }

    /// <summary>Notes that somebody wants it; <see cref="ExecuteAsync"/> does it, here or in the program's job.</summary>
    public async Task<ErasureRequest> AskAsync(Account account, string requestedBy, CancellationToken cancellationToken = default)
    {
        if (await db.ErasureRequests.FirstOrDefaultAsync(r => r.AccountId == account.Id && r.State != ErasureState.Done, cancellationToken) is { } asked)
            return asked;
        var request = new ErasureRequest { AccountId = account.Id, RequestedBy = requestedBy, RequestedAt = clock.GetUtcNow().UtcDateTime, State = ErasureState.Asked };
        db.ErasureRequests.Add(request);
        audit.Add(AuditActions.ErasureAsked, $"{account.Network}:{account.Handle}");
        await db.SaveChangesAsync(cancellationToken);
        return request;
    }

    /// <summary>Erases, or goes on where it was cut off. Others are not scored anew here: the caller does that.</summary>
    /// <exception cref="InfluenceScoreException">The rows are gone, but the file could not be rewritten yet.</exception>
    public async Task ExecuteAsync(ErasureRequest request, IProgress<ErasureProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (request.State is ErasureState.Asked or ErasureState.Running)
            await RemoveRowsAsync(request, progress, cancellationToken);
        if (request.State != ErasureState.RowsGone)
            return;
        progress?.Report(new ErasureProgress("rewriting the file", request.Rows));
        await db.ForgetDeletedAsync(cancellationToken);
        (request.State, request.FinishedAt, request.Failure, request.Step) = (ErasureState.Done, clock.GetUtcNow().UtcDateTime, null, "");
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task RemoveRowsAsync(ErasureRequest request, IProgress<ErasureProgress>? progress, CancellationToken cancellationToken)
    {
        await db.OverwriteDeletedAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == request.AccountId, cancellationToken) is { } account)
        {
            request.Rows = await new Removal(db, account, request.Id, clock, progress).RunAsync(cancellationToken);
            audit.Add(AuditActions.Erased, $"erasure {request.Id}", string.Create(CultureInfo.InvariantCulture, $"{request.Rows:N0} rows removed or changed"));
        }
        db.ChangeTracker.Entries<Account>().ToList().ForEach(e => e.State = EntityState.Detached);
        (request.State, request.AccountId) = (ErasureState.RowsGone, null);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>One account's removal, inside a transaction.</summary>
    private sealed class Removal(InfluenceDbContext db, Account account, int requestId, TimeProvider clock, IProgress<ErasureProgress>? progress)
    {
        private long _rows;

        public async Task<long> RunAsync(CancellationToken cancellationToken)
        {
            var ids = await db.Profiles.Where(p => p.AccountId == account.Id && p.NetworkUserId != null).Select(p => p.NetworkUserId!).Distinct().ToListAsync(cancellationToken);
            if (account.NetworkUserId is { } id)
                ids.Add(id);
            List<string> handles = [account.Handle, .. ids.Select(AccountKey.HandleOfId).Distinct(StringComparer.Ordinal)];
            var names = await db.Profiles.Where(p => p.AccountId == account.Id && p.Name != null).Select(p => p.Name!).Distinct().ToListAsync(cancellationToken);
            if (account.Name is { } name)
                names.Add(name);

            await RememberAsync(handles, cancellationToken);
            await ClaimStubsAsync(handles, cancellationToken);
            var posts = await db.Posts.Where(p => p.AuthorId == account.Id).Select(p => p.Id).ToHashSetAsync(cancellationToken);
            await RemoveClientsAsync(cancellationToken);
            await RemoveFromChangesAsync(posts, cancellationToken);
            await RemoveFromPatternsAsync(cancellationToken);
            Say("reposts of its posts");
            var own = db.Posts.Where(p => p.AuthorId == account.Id).Select(p => p.Id);
            _rows += await db.Posts.Where(p => p.Kind == PostKind.Repost && p.Text != null && own.Contains(p.RefersToId!.Value)).ExecuteUpdateAsync(u => u.SetProperty(p => p.Text, (string?)null), cancellationToken);
            await db.IngestionRunLines.Where(l => db.IngestionRuns.Any(r => r.Id == l.RunId && r.AccountId == account.Id)).ExecuteDeleteAsync(cancellationToken);
            var struck = new StruckText([.. handles.Select(h => h.StartsWith("id:", StringComparison.Ordinal) ? h[3..] : h)], names);
            foreach (var (entity, column, how) in ErasureMap.Columns)
            {
                var table = Table.Of(db, entity);
                Say(table.Name);
                await (how switch
                {
                    Erasing.RowOfAccount => ExecuteAsync($"DELETE FROM {table.Quoted} WHERE {table.Column(column)} = {{0}}", cancellationToken),
                    Erasing.RowOfPost => ExecuteAsync($"DELETE FROM {table.Quoted} WHERE {table.Column(column)} IN ({OwnPosts()})", cancellationToken),
                    Erasing.Reference => ExecuteAsync($"UPDATE {table.Quoted} SET {table.Column(column)} = NULL WHERE {table.Column(column)} IN ({(entity == typeof(Post) ? OwnPosts() : "{0}")})", cancellationToken),
                    Erasing.Foreign => StrikeAsync(table, column, struck, struck.Foreign, cancellationToken),
                    Erasing.Own => StrikeAsync(table, column, struck, struck.Own, cancellationToken),
                    Erasing.Emptied => StrikeAsync(table, column, struck, text => struck.Names(text) ? null : text, cancellationToken),
                    Erasing.RowThatNames => StrikeAsync(table, column, struck, text => struck.Names(text) ? null : text, cancellationToken, removeRow: true),
                    _ => Task.CompletedTask,
                });
            }
            Say("the index of names");
            await db.ForgetIndexedAsync(cancellationToken);
            return _rows;
        }

        private void Say(string step) => progress?.Report(new ErasureProgress(step, _rows));

        private string OwnPosts()
        {
            var posts = Table.Of(db, typeof(Post));
            return $"SELECT {posts.Column(nameof(Post.Id))} FROM {posts.Quoted} WHERE {posts.Column(nameof(Post.AuthorId))} = {{0}}";
        }

        private async Task ExecuteAsync(string sql, CancellationToken cancellationToken) => _rows += await db.Database.ExecuteSqlRawAsync(sql, [account.Id], cancellationToken);

        private async Task RememberAsync(IReadOnlyList<string> handles, CancellationToken cancellationToken)
        {
            var list = await DoNotImport.ReadAsync(db, cancellationToken);
            db.ErasedNames.AddRange(list.RowsFor(account.Network, handles, requestId, clock.GetUtcNow().UtcDateTime));
            await db.SaveChangesAsync(cancellationToken);
        }

        // Posts of which only an address is known that names the account: they are its own.
        private async Task ClaimStubsAsync(IReadOnlyList<string> handles, CancellationToken cancellationToken)
        {
            foreach (var beginning in handles.SelectMany(PostAddress.Beginnings))
            {
                await db.Posts.Where(p => p.AuthorId == null && p.Network == account.Network && p.NetworkPostId.StartsWith(beginning))
                    .ExecuteUpdateAsync(u => u.SetProperty(p => p.AuthorId, account.Id), cancellationToken);
            }
        }

        // Combined scores speak of other accounts now; a client that had no other account goes, with its report and links. Its frozen reports are purged.
        private async Task RemoveClientsAsync(CancellationToken cancellationToken)
        {
            Say("clients");
            var clients = await db.ClientAccounts.Where(a => a.AccountId == account.Id).Select(a => a.ClientId).ToListAsync(cancellationToken);
            var only = await db.Clients.Where(c => clients.Contains(c.Id) && c.Accounts.All(a => a.AccountId == account.Id)).Select(c => c.Id).ToListAsync(cancellationToken);
            _rows += await db.ShareLinks.Where(l => clients.Contains(l.ClientId)).ExecuteDeleteAsync(cancellationToken);
            _rows += await db.ClientScores.Where(s => clients.Contains(s.ClientId)).ExecuteDeleteAsync(cancellationToken);
            _rows += await db.ClientShares.Where(s => clients.Contains(s.ClientId)).ExecuteDeleteAsync(cancellationToken);
            _rows += await db.ClientReports.Where(r => only.Contains(r.ClientId)).ExecuteDeleteAsync(cancellationToken);
            _rows += await db.ClientAccounts.Where(a => only.Contains(a.ClientId)).ExecuteDeleteAsync(cancellationToken);
            _rows += await db.Clients.Where(c => only.Contains(c.Id)).ExecuteDeleteAsync(cancellationToken);
            var now = clock.GetUtcNow().UtcDateTime;
            await db.Clients.Where(c => clients.Contains(c.Id)).ExecuteUpdateAsync(u => u.SetProperty(c => c.AccountsChangedAt, now), cancellationToken);
        }

        private async Task RemoveFromChangesAsync(HashSet<int> posts, CancellationToken cancellationToken)
        {
            Say("causes of others' changes");
            foreach (var other in await db.ScoreChanges.Select(c => c.AccountId).Distinct().Where(a => a != account.Id).ToListAsync(cancellationToken))
            {
                foreach (var change in await db.ScoreChanges.Where(c => c.AccountId == other).ToListAsync(cancellationToken))
                {
                    var causes = StoredCauses.Unpack(change.Causes);
                    if (!causes.Any(c => c.PeopleIds.Contains(account.Id) || c.Leading.Any(p => p.Id == account.Id) || c.Posts.Any(p => posts.Contains(p.Id))))
                        continue;
                    // The points stay: they are the other's score as it was published. Only who carried them is forgotten.
                    change.Causes = StoredCauses.Pack([.. causes.Select(c => c with
                    {
                        PeopleIds = [.. c.PeopleIds.Where(p => p != account.Id)],
                        Leading = [.. c.Leading.Where(p => p.Id != account.Id)],
                        Posts = [.. c.Posts.Where(p => !posts.Contains(p.Id))],
                    })]);
                    _rows++;
                }
                await db.SaveChangesAsync(cancellationToken);
                db.ChangeTracker.Entries<ScoreChange>().ToList().ForEach(e => e.State = EntityState.Detached);
            }
        }

        private async Task RemoveFromPatternsAsync(CancellationToken cancellationToken)
        {
            Say("patterns of others");
            var id = string.Create(CultureInfo.InvariantCulture, $"\"AccountId\":{account.Id}");
            foreach (var pattern in await db.Patterns.Where(p => p.AccountId != account.Id && p.Figures.Contains(id)).ToListAsync(cancellationToken))
            {
                var figures = PatternFigures.Read(pattern.Figures);
                pattern.Figures = (figures with { People = [.. figures.People.Where(p => p.AccountId != account.Id)] }).ToJson();
                _rows++;
            }
            await db.SaveChangesAsync(cancellationToken);
        }

        /// <summary>Reads every text that may hold a name, and writes back what <paramref name="strike"/> leaves of it; null empties the column.</summary>
        private async Task StrikeAsync(Table table, string column, StruckText struck, Func<string, string?> strike, CancellationToken cancellationToken, bool removeRow = false)
        {
            var text = table.Column(column);
            foreach (var (key, old) in await table.ReadAsync(column, struck.Find, cancellationToken))
            {
                if (strike(old) is var left && left == old)
                    continue;
                var where = string.Join(" AND ", table.Key.Select((k, i) => $"{k} = {{{i}}}"));
                var sql = left is null && removeRow ? $"DELETE FROM {table.Quoted} WHERE {where}"
                    : left is null && table.MayBeNull(column) ? $"UPDATE {table.Quoted} SET {text} = NULL WHERE {where}"
                    : $"UPDATE {table.Quoted} SET {text} = {{{key.Length}}} WHERE {where}";
                _rows += await db.Database.ExecuteSqlRawAsync(sql, [.. key, left ?? ""], cancellationToken);
            }
        }
    }
}
