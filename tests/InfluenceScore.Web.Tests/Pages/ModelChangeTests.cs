using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;

namespace InfluenceScore.Web.Tests.Pages;

/// <summary>
/// Two accounts over 100 days: model 0.9 was published for 60 days, the current one from then on, and the 60 days were scored again with it.
/// The new model gives five points more.
/// </summary>
public sealed class Rescored : PagesApp
{
    public const int Days = 100, ChangeDay = 60;

    public static readonly ScoreModel Older = ScoreModel.Current with { Version = "0.9" };
    public static readonly DateTime Last = new(2026, 11, 22, 6, 0, 0, DateTimeKind.Utc);
    public static readonly DateTime Change = Last.AddDays(ChangeDay - Days);

    protected override void Seed(InfluenceDbContext db)
    {
        db.AddRange(new Account { Id = 1, Network = "x", Handle = "mill", Name = "The Mill" }, new Account { Id = 2, Network = "x", Handle = "forge", Name = "The Forge" });
        for (var day = 0; day <= Days; day++)
        {
            var asOf = Last.AddDays(day - Days);
            if (day < ChangeDay)
                Add(db, 1000 + day, Older, asOf, asOf.AddMinutes(2), Value(day) - 5);
            Add(db, 1 + day, ScoreModel.Current, asOf, (day < ChangeDay ? Change.AddHours(1) : asOf).AddMinutes(2), Value(day));
        }
        // The last day was also scored with another model, later: the current one is shown.
        Add(db, 2000, Older, Last, Last.AddHours(9), 1);
        db.SaveChanges();
    }

    public static double Value(int day) => 40 + day * .1;

    private static void Add(InfluenceDbContext db, int id, ScoreModel model, DateTime asOf, DateTime computedAt, double value)
    {
        db.Add(new ScoreRun { Id = id, AsOf = asOf, Model = model.Version, HalfLifeDays = 30, WindowDays = 90, ComputedAt = computedAt, ScoredAccounts = 2, EarlierRunId = id is 1 or 1000 or 2000 ? null : id - 1 });
        foreach (var account in new[] { 1, 2 })
        {
            var v = value + account;
            db.Add(new Score { AccountId = account, ScoreRunId = id, Value = v, Low = v - 2, High = v + 2, TrueReachIndex = v, AmplificationIndex = v, NetworkImpactIndex = v, TrueReach = 9, Amplification = 1, Authenticity = .9, Acts = 20, Actors = 9, Posts = 5 });
        }
    }
}

public sealed class ModelChangeTests(Rescored app, Quillhaven oneModel) : IClassFixture<Rescored>, IClassFixture<Quillhaven>
{
    private static readonly string Marker = $"Model 0.9 → {ScoreModel.Current.Version}";

    [Fact]
    public async Task The_current_model_is_shown_where_two_models_scored_the_same_moment()
    {
        var (status, page) = await app.GetAsync("/accounts/x/mill?days=all");

        Assert.Equal(200, status);
        Assert.StartsWith("51.0", page.QuerySelector(".score").Text());
    }

    [Fact]
    public async Task The_trend_has_the_re_scored_line_the_published_one_and_a_marker_between()
    {
        var (_, page) = await app.GetAsync("/accounts/x/mill?days=all");
        var chart = page.QuerySelector("#trend figure.chart")!;

        Assert.Equal(Rescored.Days + 1, Points(chart.QuerySelector("path.ln:not(.old)")!));
        Assert.Equal(Rescored.ChangeDay, Points(chart.QuerySelector("path.ln.old")!));
        Assert.Single(chart.QuerySelectorAll("path.ln.old"));
        Assert.Contains("as published, model 0.9", chart.QuerySelector("svg").Text());
        Assert.Equal("60%", chart.QuerySelector("line.mk")!.GetAttribute("x1"));
        Assert.Equal(Marker, chart.QuerySelector("text.mk-t").Text());
        Assert.EndsWith($"The model changed on {Rescored.Change.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}.", chart.QuerySelector("svg")!.GetAttribute("aria-label"));
        Assert.Contains($"scored again with model {ScoreModel.Current.Version}; the dashed line", chart.QuerySelector("figcaption").Text());
        Assert.Single(page.QuerySelectorAll("#trend circle.f-ink"));
    }

    [Fact]
    public async Task From_what_was_published_then_the_change_of_model_is_a_cause_of_its_own()
    {
        var before = Rescored.Change.AddDays(-20).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var (_, plain) = await app.GetAsync($"/accounts/x/mill?from={before}");
        var (_, published) = await app.GetAsync($"/accounts/x/mill?from={before}&published=1");

        Assert.DoesNotContain("The model changed", plain.QuerySelector("#why").Text());
        var row = published.QuerySelectorAll("#why .wf tbody tr").Single(r => r.Text().StartsWith("The model changed from 0.9", StringComparison.Ordinal));
        Assert.Equal("+5.00", row.QuerySelector(".delta").Text());
        Assert.NotNull(published.QuerySelector("#why input[name=published][checked]"));
        Assert.Contains("40.00", published.QuerySelector("#why .wf .total").Text());
    }

    [Fact]
    public async Task The_table_tells_what_was_published_then_five_points_less_before_the_change()
    {
        var (_, page) = await app.GetAsync("/accounts/x/mill?days=all");
        Assert.Equal("As published", page.QuerySelectorAll("#trend thead th")[^1].Text());
        var rows = page.QuerySelectorAll("#trend tbody tr").ToList();

        Assert.InRange(rows.Count, 10, 13);
        Assert.Contains(rows, r => DayOf(r) < Rescored.Change);
        Assert.All(rows, r =>
        {
            var cells = r.QuerySelectorAll("td").Select(c => double.Parse(c.Text(), CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(DayOf(r) < Rescored.Change.Date ? cells[0] - 5 : cells[0], cells[^1], 9);
        });
    }

    [Fact]
    public async Task A_range_after_the_change_shows_one_model_only()
    {
        var (_, page) = await app.GetAsync("/accounts/x/mill?days=30");

        AssertOneModel(page);
    }

    [Fact]
    public async Task A_history_of_one_model_looks_as_ever()
    {
        var (_, page) = await oneModel.GetAsync("/accounts/x/crumbtide");
        AssertOneModel(page);
        Assert.Empty((await oneModel.GetAsync("/compare?account=x:crumbtide&account=x:ropequill")).Page.QuerySelectorAll(".mk, .mk-t"));
    }

    [Fact]
    public async Task The_comparison_marks_the_change_and_draws_no_old_lines()
    {
        var (status, page) = await app.GetAsync("/compare?account=x:mill&account=x:forge&days=all");

        Assert.Equal(200, status);
        Assert.Equal(Marker, page.QuerySelector("#trend text.mk-t").Text());
        Assert.Equal("60%", page.QuerySelector("#trend line.mk")!.GetAttribute("x1"));
        Assert.Empty(page.QuerySelectorAll("#trend path.old"));
        Assert.Empty((await app.GetAsync("/compare?account=x:mill&account=x:forge&days=30")).Page.QuerySelectorAll(".mk"));
    }

    private static void AssertOneModel(AngleSharp.Dom.IDocument page)
    {
        Assert.Empty(page.QuerySelectorAll("#trend .old, #trend .mk, #trend .mk-t"));
        Assert.NotEmpty(page.QuerySelectorAll("#trend path.ln"));
        Assert.DoesNotContain("published", page.QuerySelector("#trend").Text(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Network Impact", page.QuerySelectorAll("#trend thead th")[^1].Text());
    }

    private static int Points(AngleSharp.Dom.IElement path) => path.GetAttribute("d")!.Count(c => c == ',');

    private static DateTime DayOf(AngleSharp.Dom.IElement row) => DateTime.ParseExact(row.QuerySelector("th").Text(), "d MMM yyyy", CultureInfo.InvariantCulture);
}
