using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using InfluenceScore.Data;
using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Authenticity;
using InfluenceScore.Scoring.Components;
using InfluenceScore.Scoring.Evidence;
using InfluenceScore.Scoring.Explanations;
using InfluenceScore.Scoring.Incremental;
using InfluenceScore.Scoring.Validation.Prediction;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Benchmarks.Kernels;

/// <summary>The verb `kernels`: each step of the engine by itself, on the facts of a database.</summary>
[MemoryDiagnoser]
public class KernelBenchmarks
{
    private const int NewActs = 100;

    private static InfluenceDbContext _db = null!;
    private static ScoringInput _input = null!;
    private static ScoringOptions _options = null!;

    private ScoreModel _model = null!;
    private Decay _decay;
    private ScoringResult _result = null!;
    private Workings _workings = null!;
    private bool[] _known = null!;
    private List<(int From, int To)> _edges = null!;
    private PullGraph _graph = null!;
    private IncrementalScoring _live = null!;

    public static async Task RunAsync(string database)
    {
        await using var db = new SqliteInfluenceDbContext(new DbContextOptionsBuilder<SqliteInfluenceDbContext>().UseSqlite($"Data Source={database};Mode=ReadOnly").Options);
        _db = db;
        var facts = await ScoringInputLoader.LoadAsync(db);
        var asOf = (facts.NewestAct ?? throw new InfluenceScoreException($"{database} holds no interactions.")) + 1;
        (_input, _options) = (facts.InputAsOf(asOf), new ScoringOptions { AsOf = asOf });
        // In this process, because the facts are here.
        BenchmarkRunner.Run<KernelBenchmarks>(new ManualConfig()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddColumnProvider(DefaultColumnProviders.Instance).AddLogger(ConsoleLogger.Default).AddExporter(MarkdownExporter.GitHub));
    }

    [GlobalSetup]
    public void Score()
    {
        _model = _options.Model;
        _decay = new Decay(_options.HalfLifeDays, _options.WindowDays);
        _result = ScoringEngine.Score(_input, _options);
        _workings = _result.Workings;
        _known = Array.ConvertAll(_workings.Estimates, estimate => estimate.Tier != AuthenticityTier.TooLittleKnown);
        _edges = [.. _workings.Acts.Actors.Zip(_workings.Acts.Targets)];
        _graph = PullGraph.Of(_input.AccountCount, _edges);
    }

    /// <summary>Before every call, because what has come in once is known.</summary>
    [IterationSetup(Target = nameof(AddHundredActs))]
    public void ScoreAllButTheNewest() => _live = new IncrementalScoring(ScoringEngine.Score(MeasureRescore.First(_input, _input.ActCount - NewActs), _options));

    [Benchmark(Baseline = true)]
    public object Whole() => ScoringEngine.Score(_input, _options);

    /// <summary>Reading everything out of the database.</summary>
    [Benchmark]
    public object Facts() => ScoringInputLoader.LoadAsync(_db).GetAwaiter().GetResult();

    [Benchmark]
    public object Order() => AccountOrder.ByKey(_input.AccountKeys);

    [Benchmark]
    public object Posts() => PostTable.Build(_input, _workings.Order, _options, _decay);

    /// <summary>Grouping by pair, and the weight of each act by the activity clock.</summary>
    [Benchmark]
    public object Acts() => ActTable.Build(_input, _workings.Order, _workings.Posts, _options, _decay);

    [Benchmark]
    public object SelectivityOf() => Selectivity.Measure(_workings.Acts, _model);

    [Benchmark]
    public object Evidence() => PairEvidence.Measure(_workings.Acts, _workings.Posts, Selectivity.Measure(_workings.Acts, _model), _model);

    [Benchmark]
    public double Authenticity() => _input.Profiles.Sum(profile => AuthenticityModel.Estimate(profile).Probability);

    [Benchmark]
    public object Proof() => ProofOfLife.Measure(_workings.Acts, _workings.Evidence, _workings.Authenticity, _known, _model);

    /// <summary>Asked of every pair: it is made on demand.</summary>
    [Benchmark]
    public double IndependenceOf() => Enumerable.Range(0, _workings.Acts.PairCount).Sum(pair => _workings.Independence[pair]);

    [Benchmark]
    public object Reach() => TrueReach.Measure(_workings.Acts, _workings.Evidence, _workings.Proof, _workings.Independence, _model);

    [Benchmark]
    public object AmplificationOf() => Amplification.Measure(_workings.Acts, _workings.Posts.Totals, _workings.Evidence, _workings.Proof, _workings.Independence, _model);

    [Benchmark]
    public object NetworkImpactOf() => NetworkImpact.Measure(_workings.Acts, _workings.Evidence, _workings.Proof, _workings.Independence, _workings.Reach, _model);

    [Benchmark]
    public double Intervals() => _result.Scores.AsParallel().Sum(score => Interval.StandardDeviation(_workings, _workings.Order.Ranks[score.Account]));

    [Benchmark]
    public int Ledgers() => _result.Scores.AsParallel().Sum(score => _result.Explain(score.Account).Entries.Count);

    /// <summary>Into scores that are held ready.</summary>
    [Benchmark]
    public object AddHundredActs() => _live.Add(new NewFacts { Acts = MeasureRescore.Acts(_input, _input.ActCount - NewActs, NewActs) });

    /// <summary>The rows of the baseline's graph, one edge a pair.</summary>
    [Benchmark]
    public object GraphOfPairs() => PullGraph.Of(_input.AccountCount, _edges);

    [Benchmark]
    public object PageRankTwentyRounds() => PageRank.Of(_graph, .85, rounds: 20, tolerance: 0);
}
