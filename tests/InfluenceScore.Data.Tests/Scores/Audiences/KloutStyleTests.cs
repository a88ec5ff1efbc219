using InfluenceScore.Data.Scores.Audiences;

namespace InfluenceScore.Data.Tests.Scores.Audiences;

public sealed class KloutStyleTests
{
    [Theory]
    // Originals, quotes, answers, reposts, spoke, answered, with top three, with terms, active days.
    [InlineData(100, 0, 20, 0, 50, 50, 0, 100, 90, "Celebrity")]
    [InlineData(100, 0, 20, 0, 50, 50, 100, 100, 0, "Specialist")]
    [InlineData(0, 0, 0, 100, 50, 0, 0, 50, 90, "Curator")]
    [InlineData(0, 0, 0, 100, 50, 0, 50, 50, 0, "Observer")]
    [InlineData(60, 10, 20, 30, 50, 20, 40, 70, 60, "Thought Leader")]
    public void The_corners_of_the_two_axes_carry_Klouts_names(
        int originals, int quotes, int answers, int reposts, int spoke, int answered, int top, int terms, int days, string name) =>
        Assert.Equal(name, KloutStyle.OrNull(new StyleFacts(originals, quotes, answers, reposts, spoke, answered, top, terms, days, 90))!.Name);

    [Fact]
    public void Nine_posts_are_not_enough_and_ten_are()
    {
        Assert.Null(KloutStyle.OrNull(new StyleFacts(9, 0, 0, 0, 20, 10, 3, 9, 9, 90)));
        Assert.NotNull(KloutStyle.OrNull(new StyleFacts(10, 0, 0, 0, 20, 10, 3, 10, 9, 90)));
    }

    [Fact]
    public void What_is_not_known_is_left_out_of_the_mean_and_is_never_zero()
    {
        var style = KloutStyle.OrNull(new StyleFacts(40, 0, 0, 40, 30, null, 0, null, 45, 90))!;

        Assert.Null(style.Participating);
        Assert.Null(style.Broad);
        Assert.Equal(.5, style.Across);
        Assert.Equal(.5, style.Up);
    }

    [Fact]
    public void Only_cells_beside_a_near_border_are_neighbours()
    {
        // Across .48, up .5: the border to the right is near, and the one below.
        var style = new KloutStyle(.48, .52, null, null, null, .5);

        Assert.Equal("Feeder", style.Name);
        Assert.True(style.IsNear(1, 2));
        Assert.True(style.IsNear(2, 1));
        Assert.False(style.IsNear(0, 1));
        Assert.False(style.IsNear(1, 1));
        Assert.False(style.IsNear(2, 2));
        Assert.Equal(16, KloutStyle.Grid.SelectMany(row => row).Distinct().Count());
    }
}
