namespace InfluenceScore.Scoring.Incremental;

/// <summary>The pairs into or out of one account: a stretch of the table, and those that came later.</summary>
/// <param name="through">Where the stretch is one of a list of pairs; null where it is one of pairs.</param>
internal readonly struct PairList(int[]? through, int first, int end, List<int>? more)
{
    public Enumerator GetEnumerator() => new(through, first, end, more);

    public struct Enumerator(int[]? through, int first, int end, List<int>? more)
    {
        private int _next = first;

        public int Current { get; private set; }

        public bool MoveNext()
        {
            if (_next < end) Current = through is null ? _next : through[_next];
            else if (more is not null && _next - end < more.Count) Current = more[_next - end];
            else return false;
            _next++;
            return true;
        }
    }
}
