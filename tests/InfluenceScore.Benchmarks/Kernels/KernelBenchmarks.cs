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
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Benchmarks.Kernels;

/// <summary>The verb `kernels`: each step of the engine by itself, on the facts of a database.</summary>
[MemoryDiagnoser]
public class KernelBenchmarks
{
    private static ScoringInput _input = null!;
    private static ScoringOptions _options = null!;

    private ScoreModel _model = null!;
    private Decay _decay;
    private ScoringResult _result = null!;
    private Workings _workings = null!;

    public static async Task RunAsync(string database)
    {
        await using var db = new SqliteInfluenceDbContext(new DbContextOptionsBuilder<SqliteInfluenceDbContext>().UseSqlite($"Data Source={database};Mode=ReadOnly").Options);
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
    }

    [Benchmark(Baseline = true)]
    public object Whole() => ScoringEngine.Score(_input, _options);

    [Benchmark]
    public object Order() => AccountOrder.ByKey(_input.AccountKeys);

    [Benchmark]
    public object Posts() => PostTable.Build(_input, _workings.Order, _options, _decay);

    /// <summary>Grouping by pair, and the weight of each act by the activity clock.</summary>
    [Benchmark]
    public object Acts() => ActTable.Build(_input, _workings.Order, _workings.Posts, _options, _decay);

    [Benchmark]
    public object Evidence() => PairEvidence.Measure(_workings.Acts, _workings.Posts, Selectivity.Measure(_workings.Acts, _model), _model);

    [Benchmark]
    public double Authenticity() => _input.Profiles.Sum(profile => AuthenticityModel.Estimate(profile).Probability);

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
}
