namespace InfluenceScore.Data.Ingestion.Bulk;

/// <summary>Reads the common spellings of a moment without a string: 2026-02-02T08:00:00Z (a blank for the T, fractions, +00:00 or nothing for the Z), 2026-02-02, 1770120000.</summary>
internal static class PlainTime
{
    private const int MostFractionDigits = 7;

    /// <param name="milliseconds">Unix milliseconds, UTC; parts of one are cut off.</param>
    /// <returns>False where it is anything else, or no date of the years 1900 to 9999.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length is > 0 and <= 10 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            milliseconds = Number(text) * 1000;
            return true;
        }
        if (text.Length < 10 || text[4] != '-' || text[7] != '-' || !Digits(text[..4]) || !Digits(text[5..7]) || !Digits(text[8..10]))
            return false;
        int year = (int)Number(text[..4]), month = (int)Number(text[5..7]), day = (int)Number(text[8..10]);
        if (year < 1900 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        milliseconds = (new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
        return text.Length == 10 || TryAddClock(text[10..], ref milliseconds);
    }

    private static bool TryAddClock(ReadOnlySpan<byte> clock, ref long milliseconds)
    {
        if (clock.Length < 9 || clock[0] is not ((byte)'T' or (byte)' ') || clock[3] != ':' || clock[6] != ':'
            || !Digits(clock[1..3]) || !Digits(clock[4..6]) || !Digits(clock[7..9]))
            return false;
        long hour = Number(clock[1..3]), minute = Number(clock[4..6]), second = Number(clock[7..9]);
        if (hour > 23 || minute > 59 || second > 59)
            return false;
        milliseconds += ((hour * 60 + minute) * 60 + second) * 1000;
        var rest = clock[9..];
        if (!rest.IsEmpty && rest[0] == '.')
        {
            var digits = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            digits = digits < 0 ? rest.Length - 1 : digits;
            if (digits is 0 or > MostFractionDigits)
                return false;
            long thousandths = 0;
            for (var i = 0; i < 3; i++)
                thousandths = thousandths * 10 + (i < digits ? rest[1 + i] - '0' : 0);
            milliseconds += thousandths;
            rest = rest[(1 + digits)..];
        }
        return rest.IsEmpty || rest.SequenceEqual("Z"u8) || rest.SequenceEqual("+00:00"u8);
    }

    private static bool Digits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static long Number(ReadOnlySpan<byte> digits)
    {
        long number = 0;
        foreach (var digit in digits)
            number = number * 10 + (digit - '0');
        return number;
    }
}
