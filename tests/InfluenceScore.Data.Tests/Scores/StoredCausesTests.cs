using CsCheck;
using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Data.Tests.Scores;

public sealed class StoredCausesTests
{
    private static readonly Gen<StoredShare> Share = Gen.Select(Gen.Int[0, int.MaxValue], Gen.Double[-50, 50], (id, points) => new StoredShare(id, points));

    private static readonly Gen<StoredCause> Cause =
        from cause in Gen.Int[1, 12]
        from points in Gen.OneOf(Gen.Const(0.0), Gen.Double[-100, 100], Gen.Double[-1e-4, 1e-4]).Array[4]
        from people in Gen.Int[0, 1_000_000]
        from ids in Gen.Int[1, int.MaxValue].Array[0, 20]
        from leading in Share.Array[0, 2]
        from posts in Share.Array[0, 4]
        select new StoredCause((ChangeCause)cause, points[0], points[1], points[2], points[3], people, [.. ids.Distinct().Order()], leading, posts);

    [Fact]
    public void What_is_packed_comes_back_with_points_whose_sums_are_exact() => Cause.Array[0, 13].Sample(causes =>
    {
        var back = StoredCauses.Unpack(StoredCauses.Pack(causes));

        Assert.Equal(causes.Length, back.Count);
        foreach (var (cause, again) in causes.Zip(back))
        {
            Assert.Equal((cause.Cause, cause.People), (again.Cause, again.People));
            Assert.Equal(cause.PeopleIds, again.PeopleIds);
            Assert.Equal(cause.Leading.Concat(cause.Posts).Select(s => s.Id), again.Leading.Concat(again.Posts).Select(s => s.Id));
            Assert.All(cause.Leading.Concat(cause.Posts).Zip(again.Leading.Concat(again.Posts)), s => Assert.Equal(s.First.Points, s.Second.Points, 1e-6));
            Assert.Equal(cause.ImpactPoints, again.ImpactPoints, 2e-12);
        }
        Assert.Equal(causes.Sum(c => c.ReachPoints), back.Sum(c => c.ReachPoints), 1e-12);
        Assert.Equal(causes.Sum(c => c.Points), back.Sum(c => c.Points), 4e-12);
    });

    [Fact]
    public void Damaged_bytes_are_refused_in_words_and_ask_for_no_memory() => Gen.Byte.Array[0, 60].Sample(bytes =>
    {
        try
        {
            StoredCauses.Unpack(bytes);
        }
        catch (InvalidDataException e)
        {
            Assert.StartsWith("A stored change statement is ", e.Message);
        }
    });
}
