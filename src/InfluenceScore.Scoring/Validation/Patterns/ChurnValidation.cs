using InfluenceScore.Scoring.Patterns;

namespace InfluenceScore.Scoring.Validation.Patterns;

/// <summary>How one kind of life, collected in one way, was judged.</summary>
public sealed record ChurnRow(string Kind, CollectionMode Mode, int Accounts, int Flagged);

/// <summary>How well churners were told from fair accounts.</summary>
/// <param name="Rows">One for each story and way of collecting.</param>
/// <param name="OutOfSight">Churners left out: fewer than three counts fall into one of their periods, which nobody could see.</param>
public sealed record ChurnReport(IReadOnlyList<ChurnRow> Rows, int OutOfSight)
{
    public int Churners => Rows.Where(r => r.Kind == "churner").Sum(r => r.Accounts);
    public int Found => Rows.Where(r => r.Kind == "churner").Sum(r => r.Flagged);
    public int Fair => Rows.Where(r => r.Kind != "churner").Sum(r => r.Accounts);
    public int FalseAlarms => Rows.Where(r => r.Kind != "churner").Sum(r => r.Flagged);

    /// <summary>Share of the flags that are churners, in a world of so many of both.</summary>
    public double Precision => Found + FalseAlarms == 0 ? 1 : Found / (double)(Found + FalseAlarms);

    /// <summary>Share of the churners that are flagged.</summary>
    public double Recall => Churners == 0 ? 1 : Found / (double)Churners;
}

/// <summary>Simulates churners and fair accounts, collects them in every way, and counts the flags.</summary>
public static class ChurnValidation
{
    /// <param name="churners">Simulated churners; as many ways of collecting, in turn.</param>
    /// <param name="fair">Simulated fair accounts, the stories in turn.</param>
    public static ChurnReport Measure(ulong seed, int churners, int fair)
    {
        var rows = new SortedDictionary<(string, CollectionMode), (int, int)>();
        var outOfSight = 0;
        for (var i = 0; i < churners; i++)
        {
            var random = SeededRandom.For(seed, 50_000 + (ulong)i);
            var (life, mode) = (FollowLives.Churner(random), (CollectionMode)(i % 5));
            if (life.PeriodDays < 3 * FollowCollection.StepDays(mode))
                outOfSight++;
            else
                Add(life, mode, random);
        }

        for (var i = 0; i < fair; i++)
        {
            var random = SeededRandom.For(seed, 900_000 + (ulong)i);
            var stories = FollowLives.Fair;
            Add(stories[i % stories.Count].Live(random), (CollectionMode)(i / stories.Count % 5), random);
        }

        return new ChurnReport([.. rows.Select(r => new ChurnRow(r.Key.Item1, r.Key.Item2, r.Value.Item1, r.Value.Item2))], outOfSight);

        void Add(FollowLife life, CollectionMode mode, SeededRandom random)
        {
            var flagged = FollowChurn.Judge(FollowCollection.Collect(life, mode, random)).Flagged;
            var (accounts, flags) = rows.GetValueOrDefault((life.Kind, mode));
            rows[(life.Kind, mode)] = (accounts + 1, flags + (flagged ? 1 : 0));
        }
    }
}
