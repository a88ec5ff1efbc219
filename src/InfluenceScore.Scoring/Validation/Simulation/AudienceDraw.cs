namespace InfluenceScore.Scoring.Validation.Simulation;

/// <summary>Draws readers: eager readers more often, from one community or from the whole world.</summary>
internal sealed class AudienceDraw
{
    private readonly int[][] _members;
    private readonly double[][] _sums;
    private readonly int[] _everybody;
    private readonly double[] _everybodySums;

    internal AudienceDraw(Population population, int people, SeededRandom random)
    {
        People = people;
        // How many accounts one follows varies as much as how often one acts, and is another thing.
        var appetite = Enumerable.Range(0, people).Select(_ => random.LogNormal(1, 0.8)).ToArray();
        _everybody = [.. Enumerable.Range(0, people)];
        _everybodySums = Sums(_everybody, appetite);
        _members = [.. Enumerable.Range(0, population.Community.Max() + 1).Select(c => _everybody.Where(i => population.Community[i] == c).ToArray())];
        _sums = [.. _members.Select(m => Sums(m, appetite))];
    }

    internal int People { get; }

    internal int FromCommunity(int community, SeededRandom random) =>
        _members[community].Length == 0 ? FromAnywhere(random) : Pick(_members[community], _sums[community], random);

    internal int FromAnywhere(SeededRandom random) => Pick(_everybody, _everybodySums, random);

    private static int Pick(int[] accounts, double[] sums, SeededRandom random)
    {
        var at = Array.BinarySearch(sums, random.Uniform() * sums[^1]);
        return accounts[Math.Min(at < 0 ? ~at : at, accounts.Length - 1)];
    }

    private static double[] Sums(int[] accounts, double[] weights)
    {
        var sum = 0.0;
        return [.. accounts.Select(i => sum += weights[i])];
    }
}
