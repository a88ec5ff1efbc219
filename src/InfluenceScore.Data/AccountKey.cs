namespace InfluenceScore.Data;

/// <summary>Names an account in words: "x:handle". Both parts in the form they are stored in.</summary>
public readonly record struct AccountKey(string Network, string Handle)
{
    /// <summary>Longest handle that is stored: a Mastodon user of 64 characters at a host of 253, and room to spare.</summary>
    public const int MaxHandleLength = 320;

    /// <summary>The stored form of a handle: no blanks round it, no leading @, lower case.</summary>
    public static string NormalizeHandle(string handle)
    {
        var trimmed = handle.AsSpan().Trim();
        return (trimmed.StartsWith("@", StringComparison.Ordinal) ? trimmed[1..] : trimmed).ToString().ToLowerInvariant();
    }

    /// <summary>What stands for the handle of an account of which only the network's id is known. A DID is a name already; a bare number would look like somebody's handle.</summary>
    public static string HandleOfId(string networkUserId) =>
        NormalizeHandle(networkUserId.Contains(':', StringComparison.Ordinal) ? networkUserId : "id:" + networkUserId);

    /// <summary>Reads "network:handle"; false where there is no network or no handle.</summary>
    public static bool TryParse(string? text, out AccountKey key)
    {
        key = default;
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (text is null || colon < 1)
            return false;
        key = new AccountKey(text[..colon].Trim().ToLowerInvariant(), NormalizeHandle(text[(colon + 1)..]));
        return key.Network.Length > 0 && key.Handle.Length > 0;
    }

    public override string ToString() => $"{Network}:{Handle}";
}
