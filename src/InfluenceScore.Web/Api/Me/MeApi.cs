using InfluenceScore.Data;
using InfluenceScore.Data.Clients;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Api.Keys;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Api.Me;

/// <summary>Who you are to the API.</summary>
public sealed record Myself
{
    /// <summary>Your name, or your e-mail address.</summary>
    public required string Name { get; init; }

    /// <summary>marketer, consultant or admin.</summary>
    public required Role Role { get; init; }

    /// <summary>What this key may do beside reading: ingest, import, webhooks. Empty for a browser's session.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }
}

/// <summary>Clients that you see.</summary>
public sealed record ClientList
{
    /// <summary>The moment that the scores speak of. Null before the first scoring.</summary>
    public DateTime? AsOf { get; init; }

    public required IReadOnlyList<ClientAnswer> Clients { get; init; }
}

/// <summary>A person or business with accounts on several networks.</summary>
public sealed record ClientAnswer
{
    /// <summary>Number of the client, as an import names it.</summary>
    public required int Id { get; init; }

    public required string Name { get; init; }

    public string? Folder { get; init; }

    /// <summary>Keys of its accounts, the main one first.</summary>
    public required IReadOnlyList<string> Accounts { get; init; }

    /// <summary>Combined score of these accounts, 0 to 100; null where there is none yet.</summary>
    public double? Score { get; init; }

    /// <summary>Lower end of its 95% interval.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end of its 95% interval.</summary>
    public double? High { get; init; }
}

internal static class MeApi
{
    public static void MapMe(this RouteGroupBuilder api)
    {
        api.MapGet("/me", Me).WithTags("You").WithName("get_me");
        api.MapGet("/clients", ClientsAsync).WithTags("You").WithName("list_clients").RequireAuthorization(Security.Policies.Consultant);
    }

    /// <summary>Who you are, and what your key may do</summary>
    internal static Ok<Myself> Me(HttpContext http, Viewer viewer) => TypedResults.Ok(new Myself
    {
        Name = viewer.Name,
        Role = viewer.Role,
        Scopes = [.. http.User.FindAll(ApiKeyHandler.ScopeClaim).Select(c => c.Value.ToLowerInvariant())],
    });

    /// <summary>The clients that you keep (an admin: all), with their combined scores</summary>
    internal static async Task<Ok<ClientList>> ClientsAsync(InfluenceDbContext db, Viewer viewer, CancellationToken cancel)
    {
        var run = await Pages.Runs.FindShownOrNullAsync(db, cancel);
        var runId = run?.Id ?? 0;
        var clients = await VisibleClients.All(db, viewer).AsNoTracking().OrderBy(c => c.Name).ThenBy(c => c.Id).Select(c => new
        {
            c.Id,
            c.Name,
            c.Folder,
            Accounts = c.Accounts.OrderBy(a => a.Position).Select(a => db.Accounts.Where(k => k.Id == a.AccountId).Select(k => k.Network + ":" + k.Handle).First()).ToList(),
            Score = db.ClientScores.Where(s => s.ClientId == c.Id && s.ScoreRunId == runId).Select(s => new { s.Value, s.Low, s.High }).FirstOrDefault(),
        }).ToListAsync(cancel);
        return TypedResults.Ok(new ClientList
        {
            AsOf = run?.AsOf,
            Clients = [.. clients.Select(c => new ClientAnswer { Id = c.Id, Name = c.Name, Folder = c.Folder, Accounts = c.Accounts, Score = c.Score?.Value, Low = c.Score?.Low, High = c.Score?.High })],
        });
    }
}
