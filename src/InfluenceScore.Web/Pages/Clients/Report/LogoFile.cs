namespace InfluenceScore.Web.Pages.Clients.Report;

/// <summary>Tells by its bytes what an uploaded picture is; its name and what the browser says of it count for nothing.</summary>
public static class LogoFile
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF];

    /// <returns>image/png or image/jpeg; null for anything else, SVG (which can hold script) included.</returns>
    public static string? TypeOrNull(ReadOnlySpan<byte> bytes)
    {
        // A PNG goes on with its header chunk; a JPEG ends with its end marker, whatever some cameras put behind it.
        if (bytes.StartsWith(Png))
            return bytes.Length > 33 && bytes[12..16].SequenceEqual("IHDR"u8) ? "image/png" : null;
        return bytes.StartsWith(Jpeg) && bytes[3..].IndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) > 0 ? "image/jpeg" : null;
    }
}
