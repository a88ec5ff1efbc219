using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.Auditing;

public sealed class AuditLogTests
{
    [Fact]
    public async Task An_entry_is_stored_with_its_change_or_not_at_all()
    {
        using var database = await TestDatabase.CreateAsync();
        await using (var db = database.Open())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await Log(db).WriteAsync(AuditActions.SecretSet, "Sources:X:BearerToken");
        }

        await using var after = database.Open();
        Assert.Empty(await after.AuditEntries.ToListAsync());
    }

    [Fact]
    public async Task Foreign_text_cannot_make_an_entry_look_like_another()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();

        await Log(db).WriteAsync(AuditActions.Imported, "a\r\n2026-01-01 admin signed in\u202Etxt\u200B" + new string('x', 5_000), "\0");

        var entry = await db.AuditEntries.SingleAsync();
        Assert.DoesNotContain(entry.Subject, c => char.IsControl(c) || c is '\u202E' or '\u200B');
        Assert.Equal(AuditEntry.MaxSubject, entry.Subject.Length);
        Assert.Equal("\uFFFD", entry.Details);
    }

    [Fact]
    public async Task Entries_are_found_by_person_action_subject_and_days()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var log = Log(db);
        await log.WriteAsync(AuditActions.ClientAdded, "client 1");
        await log.WriteAsync(AuditActions.ClientChanged, "client 12", "50% of_it");
        var today = DateOnly.FromDateTime(DateTime.UtcNow);

        async Task<string[]> Found(AuditSearch search) => [.. (await search.Apply(db).ToListAsync()).Select(e => e.Subject)];
        Assert.Equal(["client 12", "client 1"], await Found(new(null, null, null, null, null)));
        Assert.Equal(["client 12"], await Found(new("ODA", AuditActions.ClientChanged, null, today.AddDays(-1), today.AddDays(1))));
        Assert.Equal(["client 12"], await Found(new(null, null, "50% OF_", null, null)));
        Assert.Empty(await Found(new(null, null, "50_ of", null, null)));
        Assert.Empty(await Found(new("nobody", null, null, null, null)));
        Assert.Empty(await Found(new(null, null, null, today.AddDays(2), null)));
        Assert.Empty(await Found(new(null, null, null, null, today.AddDays(-2))));
    }

    private static AuditLog Log(InfluenceDbContext db) => new(db, TimeProvider.System, new AuditActor(7, "Oda Quill", "192.0.2.1"));
}
