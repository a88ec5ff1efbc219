using System.Text;
using InfluenceScore.Data.Sources.Archives;

namespace InfluenceScore.Data.Tests.Sources.Archives;

public class JsonArrayReaderTests
{
    [Theory]
    [InlineData("[]")]
    [InlineData("window.YTD.tweets.part0 = [ ];")]
    [InlineData("[{\"a\":1}]", "{\"a\":1}")]
    [InlineData("\uFEFFwindow.YTD.x.part0 = [ {\"a\":[1,{\"b\":\"]},{\\\"\"}]} ,\n {\"c\":2} ] ;", "{\"a\":[1,{\"b\":\"]},{\\\"\"}]}", "{\"c\":2}")]
    [InlineData("[1, \"a,b]\", null,[2,3]]", "1", "\"a,b]\"", "null", "[2,3]")]
    public void Elements_come_out_whole_whatever_their_texts_hold(string file, params string[] elements) =>
        Assert.Equal(elements, Read(file, null));

    [Theory]
    [InlineData("{\"@context\":[\"x\",{\"orderedItems\":[9]}],\"orderedItems\":[{\"a\":1}],\"z\":[3]}")]
    [InlineData("{\"n\":\"orderedItems\",\"x\":{\"orderedItems\":[8]},\"orderedItems\" : [ {\"a\":1} ]}")]
    public void A_member_of_the_outermost_object_is_found_by_its_name(string file) =>
        Assert.Equal(["{\"a\":1}"], Read(file, "orderedItems"));

    [Theory]
    [InlineData("[{\"a\":1},{\"b\"", "cut off")]
    [InlineData("[{\"a\":1}", "cut off")]
    [InlineData("[\"a", "cut off")]
    [InlineData("no list here", "holds no list")]
    [InlineData("", "holds no list")]
    public void A_file_that_ends_too_early_is_said_to(string file, string words) =>
        Assert.Contains(words, Assert.Throws<InfluenceScoreException>(() => Read(file, null)).Message);

    [Fact]
    public void An_element_that_is_too_long_is_passed_over_and_the_next_one_read_with_its_line()
    {
        var file = "[\n\"" + new string('x', JsonArrayReader.MaxElementBytes + 10) + "\",\n{\"a\":1}]";

        var elements = new JsonArrayReader(new MemoryStream(Encoding.UTF8.GetBytes(file)), null, "f").Elements().ToList();

        Assert.Null(elements[0].Json);
        Assert.Equal((3, "{\"a\":1}"), (elements[1].Line, Encoding.UTF8.GetString(elements[1].Json!)));
    }

    private static List<string> Read(string file, string? property) =>
        [.. new JsonArrayReader(new MemoryStream(Encoding.UTF8.GetBytes(file)), property, "file.js").Elements().Select(e => Encoding.UTF8.GetString(e.Json!))];
}
