namespace InfluenceScore.Scoring.Authenticity;

/// <summary>
/// Does the account call itself a bot? True where "bot" or "bots" stands as a word of its own in handle, name or bio ("@news_bot", "A bot by …"),
/// or ends the handle or name ("newsbot", "WeatherBots_2"). The surnames and words Abbot, Talbot, Cabot and Chabot are spared.
/// Hand-written rather than a regular expression: one pass, no allocation, for text that anybody may have sent.
/// </summary>
public static class BotWord
{
    private static readonly string[] SparedEndings = ["ab", "al", "ca", "cha"];

    public static bool IsIn(ProfileSnapshot profile) =>
        EndsWithBot(profile.Handle) || EndsWithBot(profile.Name)
        || HasWordBot(profile.Handle) || HasWordBot(profile.Name) || HasWordBot(profile.Bio);

    /// <summary>"bot" or "bots" with no ASCII letter on either side.</summary>
    private static bool HasWordBot(ReadOnlySpan<char> text)
    {
        var previousIsLetter = false;
        while (true)
        {
            var at = text.IndexOf("bot", StringComparison.OrdinalIgnoreCase);
            if (at < 0) return false;

            var startsWord = at == 0 ? !previousIsLetter : !char.IsAsciiLetter(text[at - 1]);
            var rest = text[(at + 3)..];
            var afterPlural = rest.Length > 0 && rest[0] is 's' or 'S' ? rest[1..] : rest;
            if (startsWord && (afterPlural.Length == 0 || !char.IsAsciiLetter(afterPlural[0]))) return true;

            previousIsLetter = true;
            text = rest;
        }
    }

    /// <summary>"bot" or "bots" at the end, digits and underscores after it allowed.</summary>
    private static bool EndsWithBot(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd("0123456789_");
        if (text.Length > 0 && text[^1] is 's' or 'S') text = text[..^1];
        if (!text.EndsWith("bot", StringComparison.OrdinalIgnoreCase)) return false;

        var before = text[..^3];
        foreach (var spared in SparedEndings)
            if (before.EndsWith(spared, StringComparison.OrdinalIgnoreCase)) return false;
        return true;
    }
}
