using System.Buffers.Binary;
using System.Text;

namespace InfluenceScore.Benchmarks.Places;

/// <summary>Reads a compiled gettext catalogue (.mo): GNU gettext manual, "The Format of GNU MO Files".</summary>
internal static class MessageCatalog
{
    private const uint LittleEndianMagic = 0x950412de;

    /// <exception cref="InvalidDataException">Not a little-endian catalogue.</exception>
    public static Dictionary<string, string> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < 28 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != LittleEndianMagic)
            throw new InvalidDataException($"{path} is no little-endian .mo file.");
        var (count, originals, translations) = (Number(bytes, 8), Number(bytes, 12), Number(bytes, 16));
        var messages = new Dictionary<string, string>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
            messages[Text(bytes, originals + 8 * i)] = Text(bytes, translations + 8 * i);
        return messages;
    }

    private static string Text(byte[] bytes, int entry) => Encoding.UTF8.GetString(bytes, Number(bytes, entry + 4), Number(bytes, entry));

    private static int Number(byte[] bytes, int at) => (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
}
