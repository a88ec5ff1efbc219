using InfluenceScore.Scoring.Patterns;

namespace InfluenceScore.Scoring.Tests.Patterns;

/// <summary>Each story by hand, so that one can read what is and what is not follow churn.</summary>
public sealed class FollowChurnTests
{
    private const long Day = 86_400_000, Start = 1_767_225_600_000;

    private readonly List<FollowMoment> _moments = [];
    private int _targets;

    [Fact]
    public void A_pile_followed_and_dropped_three_times_is_flagged_with_its_figures()
    {
        for (var cycle = 0; cycle < 3; cycle++)
            Pile(from: 5 + 16 * cycle, accounts: 40, dropped: 39, heldDays: 9);

        var found = Judge(end: 80);

        Assert.True(found.Flagged);
        Assert.Equal(ChurnBasis.Events, found.Basis);
        Assert.Equal((120, 117, 0), (found.Started, found.ShortEpisodes, found.Refollowed));
        Assert.Equal([40, 40, 40], found.Cycles.Select(c => c.Followed));
        Assert.Equal([39, 39, 39], found.Cycles.Select(c => c.Dropped));
        Assert.Equal(16, found.PeriodDays!.Value, 1);
        Assert.Equal(FollowChurn.MostConfidence, found.Confidence);
        Assert.Equal(At(5), found.First);
    }

    [Fact]
    public void Targets_followed_again_are_counted()
    {
        Pile(from: 5, accounts: 30, dropped: 30, heldDays: 7);
        Pile(from: 20, accounts: 30, dropped: 30, heldDays: 7, firstTarget: 0);

        var found = Judge(end: 60);

        Assert.True(found.Flagged);
        Assert.Equal(30, found.Refollowed);
        Assert.Equal([0, 30], found.Cycles.Select(c => c.Again!.Value));
    }

    [Fact]
    public void One_pile_that_is_cleaned_up_is_no_pattern()
    {
        Pile(from: 5, accounts: 200, dropped: 190, heldDays: 9);

        var found = Judge(end: 80);

        Assert.False(found.Flagged);
        Assert.Equal(0, found.Confidence);
        Assert.Contains(found.Ruled, r => r.Reason == OtherReason.OneCleanUp);
    }

    [Fact]
    public void Unfollows_of_accounts_that_vanished_or_moved_are_nobody_s_choice()
    {
        for (var cycle = 0; cycle < 3; cycle++)
            Pile(from: 5 + 16 * cycle, accounts: 40, dropped: 40, heldDays: 9, how: cycle == 1 ? FollowEnd.TargetMoved : FollowEnd.TargetGone);

        var found = Judge(end: 80);

        Assert.False(found.Flagged);
        Assert.Equal(0, found.ShortEpisodes);
        Assert.Equal([(OtherReason.TargetsGone, 80), (OtherReason.TargetsMoved, 40)], found.Ruled);
    }

    [Fact]
    public void A_list_that_was_read_in_part_three_times_is_a_gap_and_no_pattern()
    {
        for (var target = 0; target < 150; target++)
            _moments.Add(new FollowMoment(target, true, At(0.5)));
        foreach (var gap in new[] { 40.0, 47, 60 })
        {
            for (var target = 0; target < 100; target++)
            {
                _moments.Add(new FollowMoment(target, false, At(gap)));
                _moments.Add(new FollowMoment(target, true, At(gap + 5)));
            }
        }

        var found = Judge(end: 90);

        Assert.False(found.Flagged);
        Assert.Contains((OtherReason.CollectionGap, 300), found.Ruled);
    }

    [Fact]
    public void A_viral_week_and_a_young_account_that_grows_fast_keep_whom_they_follow()
    {
        for (var i = 0; i < 900; i++)
        {
            _moments.Add(new FollowMoment(i, true, At(i / 30.0)));
            if (i % 50 == 0) _moments.Add(new FollowMoment(i, false, At(i / 30.0 + 6)));
        }

        Assert.False(Judge(end: 90).Flagged);
    }

    [Fact]
    public void Order_and_repetition_of_events_change_nothing()
    {
        for (var cycle = 0; cycle < 3; cycle++)
            Pile(from: 5 + 11 * cycle, accounts: 20, dropped: 18, heldDays: 6);
        var once = Judge(end: 60);
        _moments.Reverse();
        _moments.AddRange(_moments.ToList());

        var again = Judge(end: 60);

        Assert.Equal(once.Cycles, again.Cycles);
        Assert.Equal((once.Flagged, once.Started, once.ShortEpisodes), (again.Flagged, again.Started, again.ShortEpisodes));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_sawtooth_of_counts_is_enough_daily_or_every_third_day(int step)
    {
        var counts = Counts(120, step, day => 900 + day / 4 + (day % 16 is >= 4 and < 13 ? 180 : 0));

        var found = FollowChurn.Judge(new FollowHistory([], counts, 0));

        Assert.True(found.Flagged);
        Assert.Equal((ChurnBasis.Counts, null), (found.Basis, found.Refollowed));
        Assert.InRange(found.Cycles.Count, 6, 8);
        Assert.InRange(found.PeriodDays!.Value, 14, 18);
        Assert.InRange(found.Cycles[1].Followed, 150, 200);
    }

    [Fact]
    public void Growth_a_clean_up_a_step_and_counts_read_in_part_make_no_sawtooth()
    {
        Func<int, int>[] fair =
        [
            day => 40 + 12 * day,
            day => 2000 + 3 * day - (day > 70 ? 900 : 0),
            day => day is > 30 and < 38 ? 600 + 90 * (day - 30) : day < 38 ? 600 : 1200,
            day => day is 20 or 41 or 42 or 77 or 90 ? 210 : 700,
            day => day is 20 or 41 or 77 ? 0 : 700,
            day => 500 + (day * 7919 % 5) - 2,
        ];

        Assert.All(fair, count => Assert.False(FollowChurn.Judge(new FollowHistory([], Counts(120, 1, count), 0)).Flagged));
    }

    [Fact]
    public void Counts_that_fail_for_days_now_and_then_are_a_gap_however_much_is_missing_each_time()
    {
        // Found in the simulation: four gaps of different depth in thirty days, low for two fifths of that time.
        int[] missing = [700, 1140, 1460, 800];
        (int From, int To)[] gaps = [(57, 58), (72, 74), (82, 83), (85, 87)];

        var found = FollowChurn.Judge(new FollowHistory([], Counts(94, 1, day => 1270 + 3 * day - gaps.Select((g, i) => day >= g.From && day <= g.To ? missing[i] : 0).Sum()), 0));

        Assert.Equal((false, 0), (found.Flagged, found.Cycles.Count));
        Assert.Equal(OtherReason.CollectionGap, Assert.Single(found.Ruled).Reason);
    }

    [Fact]
    public void Who_follows_a_few_every_day_and_tidies_up_once_a_month_shows_growth_and_no_piles()
    {
        var found = FollowChurn.Judge(new FollowHistory([], Counts(160, 3, day => 770 + 5 * day / 2 - 70 * (day / 29)), 0));

        Assert.False(found.Flagged);
    }

    [Fact]
    public void A_short_bump_and_a_long_one_are_two_things_that_coincide()
    {
        var found = FollowChurn.Judge(new FollowHistory([], Counts(120, 1, day => 900 + (day is 30 or 31 ? 140 : 0) + (day is >= 50 and < 70 ? 90 : 0)), 0));

        Assert.False(found.Flagged);
    }

    [Fact]
    public void Slower_growth_after_the_last_pile_does_not_hide_that_it_was_dropped()
    {
        // Two piles of 60 on a count that grows by one and a half a day, and by a half afterwards: without growth the low lies at the end of the data, where the count has grown again.
        var found = FollowChurn.Judge(new FollowHistory([], Counts(100, 1, day => 300 + (day < 60 ? 3 * day / 2 : 90 + (day - 60) / 2) + (day is >= 30 and < 36 or >= 48 and < 54 ? 60 : 0)), 0));

        Assert.Equal((true, 2), (found.Flagged, found.Cycles.Count));
    }

    [Fact]
    public void Who_keeps_a_part_of_each_pile_and_soon_follows_the_next_is_no_gap()
    {
        // Low for two days of nine, so that each low could be a reading in part; the climb of the first pile could not.
        var found = FollowChurn.Judge(new FollowHistory([], Counts(85, 1, day => 200 + day / 2 + (day < 20 ? 0 : day < 65 ? 20 * ((day - 20) / 9) + ((day - 20) % 9 < 7 ? 60 : 20) : 150)), 0));

        Assert.True(found.Flagged);
    }

    [Theory]
    [InlineData(24, 10, 6)]
    [InlineData(24, 24, 13)]
    public void Two_swings_and_no_more_must_be_alike(int first, int second, int held)
    {
        var found = FollowChurn.Judge(new FollowHistory([], Counts(90, 1, day => 900 + (day is >= 20 and < 26 ? first : 0) + (day >= 45 && day < 45 + held ? second : 0)), 0));

        Assert.False(found.Flagged);
    }

    [Fact]
    public void Without_data_nothing_is_found()
    {
        var found = FollowChurn.Judge(new FollowHistory([], [], 0));

        Assert.Equal((false, ChurnBasis.None, (long?)null), (found.Flagged, found.Basis, found.First));
    }

    private ChurnFinding Judge(double end) => FollowChurn.Judge(new FollowHistory(_moments, [], At(end)));

    private void Pile(double from, int accounts, int dropped, double heldDays, int? firstTarget = null, FollowEnd how = FollowEnd.Chosen)
    {
        var first = firstTarget ?? _targets;
        for (var i = 0; i < accounts; i++)
        {
            var at = from + i / (double)accounts;
            _moments.Add(new FollowMoment(first + i, true, At(at)));
            if (i < 3 || i >= 3 + accounts - dropped) _moments.Add(new FollowMoment(first + i, false, At(at + heldDays), how));
        }
        _targets = Math.Max(_targets, first + accounts);
    }

    private static List<CountMoment> Counts(int days, int step, Func<int, int> count) =>
        [.. Enumerable.Range(0, days).Where(d => d % step == 0).Select(d => new CountMoment(At(d), count(d)))];

    private static long At(double day) => Start + (long)(day * Day);
}
