using System.Runtime.CompilerServices;
using InfluenceScore.Data.Sources;

namespace InfluenceScore.Data.Tests.Ingestion;

/// <summary>A source that yields prepared pages; the cursor is the number of the page that comes next.</summary>
internal sealed class ScriptedSource(params SourcePage[] pages) : ISocialSource
{
    public string Network => "bluesky";

    public string? NotConfiguredReason { get; init; }

    /// <summary>Accounts that <see cref="FindGoneAsync"/> finds gone; null = it cannot tell.</summary>
    public IReadOnlyCollection<string>? Gone { get; init; } = [];

    /// <summary>Called with the request and the number of the page before it is yielded.</summary>
    public Func<FetchRequest, int, CancellationToken, Task>? Before { get; init; }

    public List<int> Yielded { get; } = [];

    public List<FetchRequest> Requests { get; } = [];

    public Task<string> TestConnectionAsync(CancellationToken cancellationToken) => Task.FromResult("It answers.");

    public async IAsyncEnumerable<SourcePage> FetchAsync(FetchRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Requests.Add(request);
        for (var i = request.Cursor is { } cursor ? int.Parse(cursor) : 0; i < pages.Length; i++)
        {
            if (Before is not null)
                await Before(request, i, cancellationToken);
            Yielded.Add(i);
            yield return pages[i] with { Cursor = (i + 1).ToString() };
        }
    }

    public Task<GoneAnswer> FindGoneAsync(IReadOnlyList<string> handles, IFetchWatch watch, CancellationToken cancellationToken) =>
        Gone is null ? throw new SourceException("the network is silent.") : Task.FromResult(new GoneAnswer([.. handles.Where(Gone.Contains)], 1));
}
