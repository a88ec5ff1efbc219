using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring.Explanations;
using InfluenceScore.Web.Pages.Changes;

namespace InfluenceScore.Web.Tests.Pages.Changes;

public sealed class ChangeWordsTests
{
    [Fact]
    public void The_largest_causes_stand_in_one_sentence_with_their_points() => Assert.Equal(
        "14 new people acted, mostly on #harbourmarket posts (+1.4); older acts faded (−0.4).",
        ChangeWords.Sentence(Change(
            Of(ChangeCause.NewPeople, 1.1, .2, .1, people: 14, topic: new ChangeTopic("harbourmarket", null, .7)),
            Of(ChangeCause.FadedEvidence, -.4),
            Of(ChangeCause.Proven, .09))));

    [Fact]
    public void A_topic_is_named_once() => Assert.Equal(
        "14 new people acted, mostly on #rye posts (+1.4); 9 people acted again (+0.4).",
        ChangeWords.Sentence(Change(
            Of(ChangeCause.NewPeople, 1.4, people: 14, topic: new ChangeTopic("rye", null, .7)),
            Of(ChangeCause.MoreActs, .4, people: 9, topic: new ChangeTopic("Rye", null, .9)))));

    [Fact]
    public void More_causes_than_fit_are_left_to_the_table() =>
        Assert.Equal("Older acts faded (−0.4).", ChangeWords.Sentence(Change(Of(ChangeCause.FadedEvidence, -.4), Of(ChangeCause.Proven, .2)), most: 1));

    [Fact]
    public void Nothing_worth_a_word_is_said_so() =>
        Assert.Equal("No cause above 0.1 points.", ChangeWords.Sentence(Change(Of(ChangeCause.NewPeople, .09), Of(ChangeCause.FadedEvidence, -.09))));

    [Fact]
    public void What_no_statement_tells_is_told_by_part() => Assert.Equal(
        "True Reach rose (+0.5); Network Impact fell (−0.2). No causes are stored for that.",
        ChangeWords.Sentence(Change(Of(null, .5, .05, -.2))));

    public static TheoryData<ChangeCause?, double, string> Clauses => new()
    {
        { ChangeCause.NewPeople, .5, "14 new people acted" },
        { ChangeCause.FadedEvidence, -.5, "older acts faded" },
        { ChangeCause.MoreActs, .5, "14 people acted again" },
        { ChangeCause.FewerActs, -.5, "14 people acted again, but less than before" },
        { ChangeCause.Reclassified, .5, "14 accounts look more genuine than before" },
        { ChangeCause.Reclassified, -.5, "14 accounts look less genuine than before" },
        { ChangeCause.Proven, .5, "more of the people who act are proven to be alive" },
        { ChangeCause.Proven, -.5, "fewer of the people who act are proven to be alive" },
        { ChangeCause.Reciprocity, .5, "fewer of the acts are favours returned" },
        { ChangeCause.Reciprocity, -.5, "more of the acts are favours returned" },
        { ChangeCause.CrowdBound, .5, "unproven accounts count more beside more proven people" },
        { ChangeCause.CrowdBound, -.5, "unproven accounts count less beside fewer proven people" },
        { ChangeCause.ResponsePerPost, .5, "people act on a larger share of the posts" },
        { ChangeCause.ResponsePerPost, -.5, "people act on a smaller share of the posts" },
        { ChangeCause.InfluenceOfPeople, .5, "the people who act became more influential" },
        { ChangeCause.InfluenceOfPeople, -.5, "the people who act became less influential" },
        { ChangeCause.ModelChange, .5, "the model changed from 0.9 to 1.0" },
        { ChangeCause.LearnedSince, .5, "facts arrived that earlier scores did not know of" },
        { null, .5, "the causes are not stored" },
    };

    [Theory]
    [MemberData(nameof(Clauses))]
    public void Every_cause_has_its_words_in_both_directions(ChangeCause? cause, double points, string words) =>
        Assert.Equal(words, ChangeWords.Cause(Of(cause, points, people: 14), Change()));

    [Fact]
    public void No_cause_is_without_words_in_the_list_above() =>
        Assert.Equal(Enum.GetValues<ChangeCause>().Order(), Clauses.Select(c => (ChangeCause?)c[0]).OfType<ChangeCause>().Distinct().Order());

    [Theory]
    [InlineData(ScorePart.TrueReach, "14 new people acted")]
    [InlineData(ScorePart.Amplification, "The new people raise what each post draws")]
    [InlineData(ScorePart.NetworkImpact, "The new people have influence of their own")]
    public void A_line_says_what_its_part_felt(ScorePart part, string words) =>
        Assert.Equal(words, ChangeWords.Line(Of(ChangeCause.NewPeople, .5, .5, .5, people: 14), part, Change()));

    [Fact]
    public void Who_may_have_been_counted_twice_is_counted_at_most() =>
        Assert.Equal("at most 1,204 new people acted", ChangeWords.Cause(Of(ChangeCause.NewPeople, 1, people: 1204) with { IsAtMost = true }, Change()));

    [Fact]
    public void A_single_person_is_named_and_a_leading_one_too() => Assert.Equal(
        ("The Lantern is new among the people who act", "3 new people acted, The Lantern above all", "The Lantern became more influential"),
        (ChangeWords.Cause(Of(ChangeCause.NewPeople, 1, people: 1, leading: "The Lantern"), Change()),
         ChangeWords.Cause(Of(ChangeCause.NewPeople, 1, people: 3, leading: "The Lantern"), Change()),
         ChangeWords.Cause(Of(ChangeCause.InfluenceOfPeople, 1, people: 9, leading: "The Lantern"), Change())));

    [Fact]
    public void One_post_is_quoted_and_cut_and_hostile_text_is_harmless()
    {
        var words = ChangeWords.Cause(Of(ChangeCause.NewPeople, 1, people: 3, topic: new ChangeTopic(null, "\u202Erye\u0007 " + new string('a', 500), 1)), Change());

        Assert.StartsWith("3 new people acted on “rye aaa", words);
        Assert.InRange(words.Length, 40, 100);
    }

    [Fact]
    public void Names_from_right_to_left_are_set_apart() =>
        Assert.Equal("\u2068مقهى الميناء\u2069 became more influential", ChangeWords.Cause(Of(ChangeCause.InfluenceOfPeople, 1, leading: "مقهى الميناء"), Change()));

    internal static AccountChange Change(params CauseSum[] causes) => Change(30, causes);

    internal static AccountChange Change(double before, params CauseSum[] causes) => new(
        new Step(1, new DateTime(2026, 11, 15, 6, 0, 0, DateTimeKind.Utc), "0.9", null), new Step(2, new DateTime(2026, 11, 22, 6, 0, 0, DateTimeKind.Utc), "1.0", 1),
        new Score { Value = before }, new Score { Value = before + causes.Sum(c => c.Points) }, causes);

    internal static CauseSum Of(ChangeCause? cause, double reach, double amplification = 0, double impact = 0, double whole = 0, int people = 0, string? leading = null, ChangeTopic? topic = null) =>
        new(cause, reach, amplification, impact, whole, people, false, leading is null ? [] : [leading], topic);
}
