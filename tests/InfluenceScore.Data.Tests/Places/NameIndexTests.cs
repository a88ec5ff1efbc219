using CsCheck;
using InfluenceScore.Data.Places;

namespace InfluenceScore.Data.Tests.Places;

public sealed class NameIndexTests
{
    /// <summary>Hashes that crowd together at either end too, and several places of one name.</summary>
    [Fact]
    public void A_name_is_found_where_its_first_place_stands_and_others_are_not()
    {
        var hash = Gen.OneOf(Gen.ULong, Gen.ULong[0, 5], Gen.ULong[ulong.MaxValue - 5, ulong.MaxValue]);
        Gen.Select(hash.Array[0, 60], hash).Sample((keys, other) =>
        {
            Array.Sort(keys);
            var index = new NameIndex(keys, new Place[keys.Length], new NameKind[keys.Length]);
            foreach (var key in keys.Append(other))
            {
                var found = index.Find(key);
                Assert.Equal(Array.IndexOf(keys, key), found);
                for (; found >= 0 && !index.IsLast(found); found++)
                    Assert.Equal(key, keys[found + 1]);
                Assert.True(found < 0 || found + 1 == keys.Length || keys[found + 1] != key);
            }
        });
    }
}
