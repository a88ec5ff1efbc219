using System.Text;

namespace InfluenceScore.Data.Ingestion.Bulk;

/// <summary>The networks that an import has met, numbered, so that a row holds a number in place of a name. Written by the parsing thread, read by both.</summary>
internal sealed class Networks
{
    /// <summary>More spellings than there are networks; who invents one a row is left to the careful way.</summary>
    private const int Most = 64;

    private readonly byte[][] _written = new byte[Most][];
    private readonly int[] _numbers = new int[Most];
    private readonly string[] _names = new string[Most];
    private int _count;

    /// <summary>The stored name.</summary>
    public string Name(int number) => _names[number];

    /// <param name="written">The cell of a row without blanks round it; empty = <paramref name="otherwise"/>.</param>
    /// <param name="number">One a network, however it is written.</param>
    /// <returns>False where the rules have to say what is wrong with it.</returns>
    public bool TryNumber(ReadOnlySpan<byte> written, string? otherwise, out int number)
    {
        for (var i = 0; i < _count; i++)
        {
            number = _numbers[i];
            if (_written[i].AsSpan().SequenceEqual(written))
                return true;
        }
        number = -1;
        if (_count == Most || (written.IsEmpty && otherwise is null)
            || !RecordRules.TryNetwork(written.IsEmpty ? otherwise! : Encoding.UTF8.GetString(written), out var name, out _))
            return false;
        var same = Array.IndexOf(_names, name, 0, _count);
        number = same < 0 ? _count : same;
        (_written[_count], _numbers[_count], _names[_count]) = (written.ToArray(), number, name);
        _count++;
        return true;
    }
}
