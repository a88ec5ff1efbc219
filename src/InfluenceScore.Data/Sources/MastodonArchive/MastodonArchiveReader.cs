using System.Text;
using System.Text.Json;
using InfluenceScore.Data.Sources.Archives;
using InfluenceScore.Data.Sources.Mastodon;

namespace InfluenceScore.Data.Sources.MastodonArchive;

/// <summary>
/// The archive that a Mastodon server gives its users (.tar.gz, newer .zip): own public posts and boosts. It holds no counts, no followers, and nobody else's acts.
/// Followers-only and direct posts are passed over.
/// </summary>
internal sealed class MastodonArchiveReader : SourceArchive
{
    private const int MaxActorBytes = 4 << 20;

    private readonly string _folder;

    private MastodonArchiveReader(ArchiveFiles files, string folder)
        : base(files)
    {
        _folder = folder;
        Bytes = files.LengthOf(folder + "outbox.json");
    }

    public static SourceArchive? RecogniseOrNull(ArchiveFiles files)
    {
        var actor = files.Names
            .Where(n => n == "actor.json" || n.EndsWith("/actor.json", StringComparison.Ordinal))
            .OrderBy(n => n.Count(c => c == '/')).ThenBy(n => n, StringComparer.Ordinal)
            .FirstOrDefault(n => files.Names.Contains(n[..^"actor.json".Length] + "outbox.json"));
        return actor is null ? null : new MastodonArchiveReader(files, actor[..^"actor.json".Length]);
    }

    public override IEnumerable<ArchiveRow> Rows(CancellationToken cancellationToken)
    {
        var actorFile = _folder + "actor.json";
        var actor = ReadActor(actorFile);
        if (actor?.Id is not { Length: > 0 } id || actor.PreferredUsername is not { Length: > 0 } user || !WebAddress.TryParse(id, out var address))
            throw new InfluenceScoreException($"{actorFile} does not say whose archive this is (id and preferredUsername).");
        var handle = actor.Webfinger is { } told && MastodonHost.TryHandle(told, out _, out _) ? told : $"{user}@{address.Authority}";
        yield return ArchiveRow.Of(actorFile, 1, new ProfileRecord(
            MastodonMapper.Network, handle, ObservedAt: null, id, actor.Name, MastodonMapper.TimeOrNull(actor.Published), Bio: actor.Summary is null ? null : HtmlText.Of(actor.Summary)));

        var mapper = new MastodonArchiveMapper(id, handle);
        var outbox = _folder + "outbox.json";
        foreach (var (line, json) in Elements(outbox, "orderedItems"))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (records, problem) = Records(mapper, json);
            if (problem is not null)
                yield return ArchiveRow.Rejected(outbox, line, problem);
            foreach (var record in records)
                yield return ArchiveRow.Of(outbox, line, record);
        }
    }

    private static (IReadOnlyList<object> Records, string? Problem) Records(MastodonArchiveMapper mapper, byte[]? json)
    {
        if (json is null)
            return ([], $"the activity is longer than {JsonArrayReader.MaxElementBytes} bytes");
        try
        {
            return JsonSerializer.Deserialize<ApActivity>(json, ActivityJson.Options) is { } activity
                ? (mapper.Records(activity).ToList(), null)
                : ([], "the activity is null");
        }
        catch (JsonException)
        {
            return ([], "the activity is no JSON that an activity could be");
        }
    }

    private ApActor? ReadActor(string name)
    {
        if (Files.LengthOf(name) > MaxActorBytes)
            throw new InfluenceScoreException($"{name} is longer than {MaxActorBytes} bytes: no account has that much to say of itself.");
        using var reader = new StreamReader(Files.Open(name), Encoding.UTF8);
        try
        {
            return JsonSerializer.Deserialize<ApActor>(reader.ReadToEnd(), ActivityJson.Options);
        }
        catch (JsonException e)
        {
            throw new InfluenceScoreException($"{name} is not the JSON it should be: {e.Message}", e);
        }
    }
}
