namespace InfluenceScore.Data.Scores;

/// <summary>Reads what <see cref="StoredCauses.Pack"/> wrote, with every step inside the bytes.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> packed)
{
    private ReadOnlySpan<byte> _left = packed;

    public byte Byte()
    {
        if (_left.IsEmpty)
            throw new InvalidDataException("A stored change statement is cut short.");
        var value = _left[0];
        _left = _left[1..];
        return value;
    }

    /// <summary>A LEB128 number of at most 64 bits.</summary>
    public long Number()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return (long)value;
        }
        throw Damaged();
    }

    public int Int()
    {
        var value = Number();
        return value is >= int.MinValue and <= uint.MaxValue ? (int)value : throw Damaged();
    }

    /// <summary>A length that the rest of the bytes can hold, so that a damaged one asks for no gigabytes.</summary>
    public int Length()
    {
        var length = Number();
        return length >= 0 && length <= _left.Length ? (int)length : throw Damaged();
    }

    private static InvalidDataException Damaged() => new("A stored change statement is damaged.");
}
