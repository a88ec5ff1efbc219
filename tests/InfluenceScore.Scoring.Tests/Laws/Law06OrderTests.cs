using CsCheck;

namespace InfluenceScore.Scoring.Tests.Laws;

/// <summary>Law 6: order and repetition of ingestion change nothing; account numbering changes nothing; same input, same bits.</summary>
public sealed class Law06OrderTests
{
    [Fact]
    public void Law_6_shuffled_renumbered_and_repeated_input_gives_the_same_bits() => Gen.Select(RandomWorlds.Any, Gen.Int).Sample(
        (input, seed) =>
        {
            var shuffled = Shuffled(input, new Random(seed));
            var (first, second) = (ScoringEngine.Score(input, WorldBuilder.Options()), ScoringEngine.Score(shuffled, WorldBuilder.Options()));
            Assert.Equal(
                first.Scores.Select(score => (input.AccountKeys[score.Account], score with { Account = 0 })),
                second.Scores.Select(score => (shuffled.AccountKeys[score.Account], score with { Account = 0 })));
        },
        iter: 500);

    private static ScoringInput Shuffled(ScoringInput input, Random random)
    {
        var accounts = Permutation(input.AccountCount, random);
        var posts = Permutation(input.PostCount, random);
        int[] newAccount = Inverse(accounts), newPost = Inverse(posts);
        int[] acts = [.. Enumerable.Range(0, input.ActCount), .. Enumerable.Range(0, input.ActCount).Where(_ => random.Next(2) == 0)];
        random.Shuffle(acts);
        return new ScoringInput
        {
            AccountKeys = [.. accounts.Select(i => input.AccountKeys[i])],
            Profiles = [.. accounts.Select(i => input.Profiles[i])],
            Tracked = [.. accounts.Select(i => input.Tracked[i])],
            PostAuthors = [.. posts.Select(i => newAccount[input.PostAuthors[i]])],
            PostTimes = [.. posts.Select(i => input.PostTimes[i])],
            PostIsRepost = [.. posts.Select(i => input.PostIsRepost![i])],
            ActActors = [.. acts.Select(i => newAccount[input.ActActors[i]])],
            ActTargets = [.. acts.Select(i => newAccount[input.ActTargets[i]])],
            ActKinds = [.. acts.Select(i => input.ActKinds[i])],
            ActPosts = [.. acts.Select(i => input.ActPosts[i] < 0 ? -1 : newPost[input.ActPosts[i]])],
            ActTimes = [.. acts.Select(i => input.ActTimes[i])],
        };
    }

    private static int[] Permutation(int count, Random random)
    {
        int[] numbers = [.. Enumerable.Range(0, count)];
        random.Shuffle(numbers);
        return numbers;
    }

    private static int[] Inverse(int[] permutation)
    {
        var inverse = new int[permutation.Length];
        for (var i = 0; i < inverse.Length; i++) inverse[permutation[i]] = i;
        return inverse;
    }
}
