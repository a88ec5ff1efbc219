namespace InfluenceScore.Data.Ingestion;

/// <summary>
/// Remembers the row ids of names used lately, in bounded memory. Two generations instead of a linked list: when the young one is
/// full it becomes the old one, and what nobody asked for since then is forgotten. A forgotten name only costs a look-up in the database.
/// </summary>
/// <param name="capacity">Names per generation; at most twice as many are kept.</param>
internal sealed class RecentIds(int capacity)
{
    private Dictionary<(string Network, string Name), int> _young = [];
    private Dictionary<(string Network, string Name), int> _old = [];

    public bool TryGet(string network, string name, out int id)
    {
        if (_young.TryGetValue((network, name), out id))
            return true;
        if (!_old.TryGetValue((network, name), out id))
            return false;
        Add(network, name, id);
        return true;
    }

    public void Add(string network, string name, int id)
    {
        if (_young.Count >= capacity)
        {
            _old = _young;
            _young = new Dictionary<(string, string), int>(capacity);
        }
        _young[(network, name)] = id;
    }
}
