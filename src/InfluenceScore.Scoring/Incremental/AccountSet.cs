using System.Numerics;

namespace InfluenceScore.Scoring.Incremental;

/// <summary>
/// Accounts (ranks), one bit each, which come out in ascending order: who goes through hundreds of thousands of them then goes through memory from front to end, which is several times as fast.
/// </summary>
internal sealed class AccountSet
{
    /// <summary>Accounts that threads may add side by side: those of one word belong to one thread.</summary>
    public const int PerWord = 64;

    private ulong[] _words = [];

    /// <summary>Empties it, and makes room.</summary>
    public void Begin(int accounts)
    {
        Array.Clear(_words);
        Capacity.Ensure(ref _words, accounts / PerWord + 1);
    }

    public void Add(int account) => _words[account / PerWord] |= 1UL << account;

    /// <summary>Those from <paramref name="first"/>, a multiple of <see cref="PerWord"/>, to before <paramref name="end"/>.</summary>
    public Enumerator Between(int first, int end) => new(_words, first, end);

    public struct Enumerator(ulong[] words, int first, int end)
    {
        private int _word = first / PerWord - 1;
        private ulong _left;

        public int Current { get; private set; }

        public readonly Enumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_left == 0)
            {
                if (++_word * PerWord >= end) return false;
                _left = words[_word];
            }

            Current = _word * PerWord + BitOperations.TrailingZeroCount(_left);
            _left &= _left - 1;
            return true;
        }
    }
}
