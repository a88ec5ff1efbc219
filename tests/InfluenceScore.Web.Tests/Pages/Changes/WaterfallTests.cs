using CsCheck;
using InfluenceScore.Scoring.Explanations;
using InfluenceScore.Web.Pages;
using InfluenceScore.Web.Pages.Changes;
using static InfluenceScore.Web.Tests.Pages.Changes.ChangeWordsTests;

namespace InfluenceScore.Web.Tests.Pages.Changes;

public sealed class WaterfallTests
{
    [Fact]
    public void Gains_come_before_losses_largest_first_and_small_causes_share_a_row()
    {
        var waterfall = Waterfall.Of(Change(45.89, Of(ChangeCause.FadedEvidence, -.4), Of(ChangeCause.NewPeople, 1.42, .61, .55), Of(ChangeCause.Proven, .04, -.01, .03)));

        Assert.Equal([1.42, .61, .55, -.4, .06], waterfall.Rows.Select(r => r.Points));
        Assert.Equal(["reach", "amp", "impact", "reach", "mid"], waterfall.Rows.Select(r => r.Tone));
        Assert.Equal("3 smaller causes, each under 0.05 points", waterfall.Rows[^1].Words);
        Assert.Equal("+1.42 + 0.61 + 0.55 − 0.40 + 0.06 = +2.24", waterfall.Sum);
    }

    [Fact]
    public void What_is_shown_adds_up_to_the_hundredth_and_stays_on_the_axis() => Gen.Select(Gen.Double[20, 60], Gen.Double[-3, 3].Array[4].Array[0, 8]).Sample((before, points) =>
    {
        var waterfall = Waterfall.Of(Change(before, [.. points.Select((p, i) => Of((ChangeCause)(i + 1), p[0], p[1] * .01, p[2] * .1, i == 7 ? p[3] : 0))]));

        Assert.Equal(waterfall.To, waterfall.From + waterfall.Rows.Sum(r => r.Points), 1e-9);
        if (waterfall.Rows.Count > 0)
            Assert.Equal(waterfall.To, waterfall.Rows[^1].Running);
        Assert.All(waterfall.Rows, r =>
        {
            Assert.Equal(r.Points, Words.Rounded(r.Points, 2));
            Assert.InRange(waterfall.At(r.Running), 0, 100);
            Assert.InRange(waterfall.At(r.Before), 0, 100);
        });
        Assert.InRange(waterfall.At(waterfall.From), 0, 100);
    });

    [Fact]
    public void A_change_of_model_is_magenta_and_what_nobody_can_name_is_hatched()
    {
        var rows = Waterfall.Of(Change(30, Of(ChangeCause.ModelChange, 0, whole: 1.5), Of(null, .7))).Rows;

        Assert.Equal([("note", false), ("reach", true)], rows.Select(r => (r.Tone, r.IsUntold)));
    }
}
