using System.Globalization;
using System.IO.Compression;
using System.Text;
using InfluenceScore.Scoring;

namespace InfluenceScore.Benchmarks.Authenticity;

/// <summary>What a labelled account is known to be.</summary>
public enum Label : byte
{
    Genuine = 0,
    Bought = 1,
    Bot = 2,
}

/// <summary>One labelled account. Set 0 = data/fakes (bought followers), set 1 = data/bots-train (bots).</summary>
public sealed record LabelledProfile(ProfileSnapshot Profile, Label Label, int Set);

/// <summary>Reads the labelled sets of ../shared/data. They may be fitted on, and are not part of this repository.</summary>
public static class LabelledProfiles
{
    /// <summary>Folder and the label of its fake accounts, one a set.</summary>
    public static IReadOnlyList<(string Folder, Label Fake)> Sets { get; } = [("fakes", Label.Bought), ("bots-train", Label.Bot)];

    /// <param name="dataFolder">The folder that holds fakes/ and bots-train/.</param>
    public static List<LabelledProfile> Read(string dataFolder)
    {
        var all = new List<LabelledProfile>();
        for (var set = 0; set < Sets.Count; set++)
        {
            var folder = Path.Combine(dataFolder, Sets[set].Folder);
            var fakes = ReadRows(Path.Combine(folder, "labels.csv"), row => (Handle: row("handle"), Fake: row("fake") == "1"))
                .ToDictionary(label => label.Handle, label => label.Fake, StringComparer.OrdinalIgnoreCase);
            foreach (var profile in ReadRows(Path.Combine(folder, "profiles.csv"), ToProfile))
                all.Add(new(profile, fakes[profile.Handle] ? Sets[set].Fake : Label.Genuine, set));
        }

        return all;
    }

    /// <summary>The newest profile of each account of the conference bundle: real people without labels. Empty where it is missing.</summary>
    public static List<ProfileSnapshot> ReadUnlabelled(string dataFolder)
    {
        var path = Path.Combine(dataFolder, "conference", "profiles.csv.gz");
        if (!File.Exists(path)) return [];
        return [.. ReadRows(path, row => (Profile: ToProfile(row), At: row("observed_at")))
            .GroupBy(row => row.Profile.Handle, StringComparer.OrdinalIgnoreCase)
            .Select(rows => rows.MaxBy(row => row.At, StringComparer.Ordinal).Profile)];
    }

    private static ProfileSnapshot ToProfile(Func<string, string> row) => new(
        row("handle"),
        row("name") is { Length: > 0 } name ? name : null,
        row("bio") is { Length: > 0 } bio ? bio : null,
        CountOrNull(row("followers")),
        CountOrNull(row("following")),
        CountOrNull(row("posts")),
        CountOrNull(row("likes_given")),
        CountOrNull(row("listed")),
        bool.TryParse(row("default_avatar"), out var isDefault) ? isDefault : null);

    private static long? CountOrNull(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static List<T> ReadRows<T>(string path, Func<Func<string, string>, T> map)
    {
        using Stream file = File.OpenRead(path);
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        var rows = SplitCsv(reader.ReadToEnd());
        var columns = rows[0].Select((name, at) => (name, at)).ToDictionary(c => c.name, c => c.at);
        return [.. rows.Skip(1).Select(row => map(column => columns.TryGetValue(column, out var at) ? row[at] : ""))];
    }

    /// <summary>RFC 4180: quoted fields may hold commas, doubled quotes and newlines. The data is ours to trust; imports use the real reader.</summary>
    private static List<string[]> SplitCsv(string text)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') field.Append(text[++i]);
            else if (c == '"') quoted = !quoted;
            else if (!quoted && (c is ',' or '\n'))
            {
                row.Add(field.ToString());
                field.Clear();
                if (c == ',') continue;
                rows.Add([.. row]);
                row.Clear();
            }
            else if (quoted || c != '\r') field.Append(c);
        }

        return rows;
    }
}
