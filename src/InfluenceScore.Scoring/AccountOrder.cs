namespace InfluenceScore.Scoring;

/// <summary>
/// Inside the engine an account is its rank in the ordinal order of keys, so that sums run in the same order however the caller numbered (law 6),
/// and unrelated accounts leave the order of the others as it was (law 7).
/// </summary>
internal sealed class AccountOrder
{
    private AccountOrder(int[] numbers, int[] ranks) => (Numbers, Ranks) = (numbers, ranks);

    /// <summary>Rank → the caller's number.</summary>
    public int[] Numbers { get; }

    /// <summary>The caller's number → rank.</summary>
    public int[] Ranks { get; }

    public int Count => Numbers.Length;

    /// <summary>The same with more accounts at its end, whatever their keys: for sums that need not be the same to the last bit.</summary>
    public AccountOrder With(int more)
    {
        var later = Enumerable.Range(Count, more);
        return new AccountOrder([.. Numbers, .. later], [.. Ranks, .. later]);
    }

    /// <exception cref="ArgumentException">Two accounts have one key.</exception>
    public static AccountOrder ByKey(string[] keys)
    {
        var numbers = new int[keys.Length];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = i;
        var sorted = (string[])keys.Clone();
        Array.Sort(sorted, numbers, StringComparer.Ordinal);
        var ranks = new int[keys.Length];
        for (var rank = 0; rank < numbers.Length; rank++)
        {
            if (rank > 0 && sorted[rank] == sorted[rank - 1])
                throw InputCheck.Refusal($"AccountKeys holds \"{sorted[rank]}\" twice.");
            ranks[numbers[rank]] = rank;
        }

        return new AccountOrder(numbers, ranks);
    }
}
