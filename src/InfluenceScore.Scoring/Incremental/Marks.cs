namespace InfluenceScore.Scoring.Incremental;

/// <summary>A set of pairs or accounts that is emptied in no time: a list, and beside every number the last turn in which it was put there.</summary>
internal sealed class Marks(int capacity)
{
    private int[] _turns = new int[capacity];
    private int _turn = 1;

    /// <summary>In the order in which they came.</summary>
    public List<int> Items { get; } = [];

    /// <returns>False where it was there.</returns>
    public bool Add(int number)
    {
        if (number >= _turns.Length) Array.Resize(ref _turns, number + number / 64 + 1024);
        if (_turns[number] == _turn) return false;
        _turns[number] = _turn;
        Items.Add(number);
        return true;
    }

    public bool Contains(int number) => number < _turns.Length && _turns[number] == _turn;

    public void Clear()
    {
        Items.Clear();
        _turn++;
    }
}
