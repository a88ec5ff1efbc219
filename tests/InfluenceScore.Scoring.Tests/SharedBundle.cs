using System.Globalization;
using System.IO.Compression;
using System.Text;
using InfluenceScore.Scoring.Tests.Authenticity;

namespace InfluenceScore.Scoring.Tests;

/// <summary>Reads a bundle of ../shared/data plainly, whole, into the engine's arrays. Enough for well-formed files of one network; the product has its own importer.</summary>
internal sealed class SharedBundle
{
    private readonly List<string> _keys = [];
    private readonly Dictionary<string, int> _accounts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _posts = [];
    private readonly List<(int Author, long Time, bool Repost)> _postRows = [];
    private readonly List<(int Actor, int Target, InteractionKind Kind, int Post, long Time)> _acts = [];
    private readonly List<(int Account, long Time, ProfileSnapshot Profile)> _profiles = [];

    public SharedBundle(string name)
    {
        var folder = Path.Combine(SharedDataFactAttribute.Folder!, name);
        foreach (var row in Rows(folder, "posts"))
        {
            _posts[row["id"]] = _postRows.Count;
            _postRows.Add((Account(row["author"]), Time(row["created_at"]), row.GetValueOrDefault("kind") == "repost"));
        }

        foreach (var row in Rows(folder, "interactions"))
        {
            var post = _posts.GetValueOrDefault(row.GetValueOrDefault("post") ?? "", -1);
            _acts.Add((Account(row["actor"]), Account(row["target"]), Enum.Parse<InteractionKind>(row["kind"], ignoreCase: true), post, Time(row["at"])));
        }

        foreach (var row in Rows(folder, "profiles"))
        {
            long? Count(string column) => long.TryParse(row.GetValueOrDefault(column), CultureInfo.InvariantCulture, out var count) ? count : null;
            var profile = new ProfileSnapshot(row["handle"], row.GetValueOrDefault("name"), row.GetValueOrDefault("bio"), Count("followers"), Count("following"), Count("posts"));
            _profiles.Add((Account(row["handle"]), Time(row["observed_at"]), profile));
        }
    }

    public ScoringInput Before(long asOf)
    {
        var profiles = new ProfileSnapshot?[_keys.Count];
        foreach (var (account, time, profile) in _profiles.OrderBy(row => row.Time))
        {
            if (time < asOf) profiles[account] = profile;
        }

        return new ScoringInput
        {
            AccountKeys = [.. _keys],
            Profiles = profiles,
            Tracked = new bool[_keys.Count],
            PostAuthors = [.. _postRows.Select(post => post.Author)],
            PostTimes = [.. _postRows.Select(post => post.Time)],
            PostIsRepost = [.. _postRows.Select(post => post.Repost)],
            ActActors = [.. _acts.Select(act => act.Actor)],
            ActTargets = [.. _acts.Select(act => act.Target)],
            ActKinds = [.. _acts.Select(act => act.Kind)],
            ActPosts = [.. _acts.Select(act => act.Post)],
            ActTimes = [.. _acts.Select(act => act.Time)],
        };
    }

    public static long Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private int Account(string handle)
    {
        if (_accounts.TryGetValue(handle, out var account)) return account;
        _keys.Add("x:" + handle.ToUpperInvariant());
        return _accounts[handle] = _keys.Count - 1;
    }

    private static IEnumerable<Dictionary<string, string>> Rows(string folder, string file)
    {
        var path = Path.Combine(folder, file + ".csv.gz");
        if (!File.Exists(path)) yield break;
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        string[]? header = null;
        foreach (var fields in Fields(reader))
        {
            if (header is null) header = fields;
            else yield return header.Zip(fields).Where(pair => pair.Second.Length > 0).ToDictionary(pair => pair.First, pair => pair.Second);
        }
    }

    private static IEnumerable<string[]> Fields(StreamReader reader)
    {
        var (fields, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var next = reader.Read(); next >= 0; next = reader.Read())
        {
            var c = (char)next;
            if (quoted && c == '"' && reader.Peek() == '"') field.Append((char)reader.Read());
            else if (c == '"') quoted = !quoted;
            else if (quoted || (c != ',' && c != '\n')) field.Append(c);
            else
            {
                fields.Add(field.ToString().TrimEnd('\r'));
                field.Clear();
                if (c == ',') continue;
                yield return [.. fields];
                fields.Clear();
            }
        }
    }
}
