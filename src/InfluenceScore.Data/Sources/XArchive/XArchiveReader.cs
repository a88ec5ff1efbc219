using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using InfluenceScore.Data.Sources.Archives;
using InfluenceScore.Data.Sources.X;

namespace InfluenceScore.Data.Sources.XArchive;

/// <summary>
/// The archive that X gives its users. Read are account, profile, manifest, posts, and the lengths of the lists of followers, followed accounts and likes (ids without
/// handles or times). Direct messages are never opened.
/// </summary>
internal sealed partial class XArchiveReader : SourceArchive
{
    // The manifest is the only file that is read in one piece.
    private const int MaxManifestBytes = 4 << 20;

    private readonly string _folder;
    private readonly string[] _posts;

    private XArchiveReader(ArchiveFiles files, string folder)
        : base(files)
    {
        _folder = folder;
        // Split into parts when long; before 2022 the file was called tweet.js.
        _posts = Named("tweets?");
        Bytes = _posts.Concat(Named("account|profile|follower|following|like")).Sum(files.LengthOf);
    }

    /// <summary>X's archive has account.js beside its posts or its manifest: in data/, in a folder round it, or (the oldest) at the root.</summary>
    public static SourceArchive? RecogniseOrNull(ArchiveFiles files)
    {
        var account = files.Names
            .Where(n => n == "account.js" || n.EndsWith("/account.js", StringComparison.Ordinal))
            .OrderBy(n => n.Count(c => c == '/')).ThenBy(n => n, StringComparer.Ordinal)
            .FirstOrDefault();
        if (account is null)
            return null;
        var folder = account[..^"account.js".Length];
        return files.Names.Any(n => n == folder + "manifest.js" || n == folder + "profile.js" || PostsFile().IsMatch(n[Math.Min(n.Length, folder.Length)..]))
            ? new XArchiveReader(files, folder)
            : null;
    }

    public override IEnumerable<ArchiveRow> Rows(CancellationToken cancellationToken)
    {
        var account = One<XaAccount>("account")
            ?? throw new InfluenceScoreException($"{_folder}account.js names no account: this is not X's archive as it should be.");
        if (account.Username is not { Length: > 0 } handle)
            throw new InfluenceScoreException($"{_folder}account.js has no username: without it nobody knows whose posts these are.");
        var profile = One<XaProfile>("profile");
        var accountFile = _folder + "account.js";
        var id = account.AccountId is { Length: > 0 } stable ? stable : null;
        yield return ArchiveRow.Of(accountFile, 1, new ProfileRecord(
            XMapper.Network, handle, GeneratedAtOrNull(), id, account.DisplayName, XArchiveMapper.TimeOrNull(account.CreatedAt),
            profile?.Description?.Location is { Length: > 0 } location ? location : null, profile?.Description?.Bio,
            CountOrNull("follower"), CountOrNull("following"), LikesGiven: CountOrNull("like"),
            DefaultAvatar: profile?.AvatarMediaUrl?.Contains("default_profile_images", StringComparison.Ordinal)));

        foreach (var file in _posts)
        {
            foreach (var (line, json) in Elements(file, property: null))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var tweet = TweetOrNull(json, out var problem);
                if (tweet is null || XArchiveMapper.PostOrNull(tweet, handle) is not { } post)
                {
                    yield return ArchiveRow.Rejected(file, line, problem ?? "the post has no id or no time");
                    continue;
                }
                yield return ArchiveRow.Of(file, line, post);
                foreach (var act in XArchiveMapper.Acts(tweet, handle))
                    yield return ArchiveRow.Of(file, line, act);
            }
        }
    }

    // [{"tweet":{…}}], in the oldest archives [{…}].
    private static XaTweet? TweetOrNull(byte[]? json, out string? problem)
    {
        problem = json is null ? $"the post is longer than {JsonArrayReader.MaxElementBytes} bytes" : null;
        if (json is null)
            return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            return (document.RootElement.TryGetProperty("tweet", out var wrapped) ? wrapped : document.RootElement).Deserialize<XaTweet>(XArchiveJson.Options);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            problem = "the post is no JSON that a post could be";
            return null;
        }
    }

    private T? One<T>(string type)
        where T : class
    {
        foreach (var file in Named(type))
        {
            foreach (var (_, json) in Elements(file, property: null))
            {
                try
                {
                    using var document = JsonDocument.Parse(json ?? []);
                    return (document.RootElement.TryGetProperty(type, out var wrapped) ? wrapped : document.RootElement).Deserialize<T>(XArchiveJson.Options);
                }
                catch (Exception e) when (e is JsonException or InvalidOperationException)
                {
                    throw new InfluenceScoreException($"{file} is not the JSON it should be.", e);
                }
            }
        }
        return null;
    }

    private long? CountOrNull(string type)
    {
        long? count = null;
        foreach (var file in Named(type))
            count = (count ?? 0) + Elements(file, property: null).LongCount();
        return count;
    }

    // window.__THAR_CONFIG = {…}; a missing or strange one only means that nobody knows when the archive was made.
    private DateTime? GeneratedAtOrNull()
    {
        var name = _folder + "manifest.js";
        if (!Files.Names.Contains(name) || Files.LengthOf(name) > MaxManifestBytes)
            return null;
        using var reader = new StreamReader(Files.Open(name), Encoding.UTF8);
        var text = reader.ReadToEnd();
        var begin = text.IndexOf('{', StringComparison.Ordinal);
        var end = text.LastIndexOf('}');
        if (begin < 0 || end < begin)
            return null;
        try
        {
            using var document = JsonDocument.Parse(text.AsMemory(begin, end - begin + 1));
            return document.RootElement.TryGetProperty("archiveInfo", out var info) && info.TryGetProperty("generationDate", out var date)
                ? XArchiveMapper.TimeOrNull(date.GetString()) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private string[] Named(string type) =>
        [.. Files.Names
            .Where(n => n.StartsWith(_folder, StringComparison.Ordinal) && Regex.IsMatch(n[_folder.Length..], $@"^({type})(-part[0-9]{{1,4}})?\.js$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
            .OrderBy(n => n.Length).ThenBy(n => n, StringComparer.Ordinal)];

    [GeneratedRegex(@"^tweets?(-part[0-9]{1,4})?\.js$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PostsFile();
}
