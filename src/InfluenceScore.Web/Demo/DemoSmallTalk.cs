namespace InfluenceScore.Web.Demo;

/// <summary>What the townsfolk write.</summary>
internal static class DemoSmallTalk
{
    private static readonly string[] Openings =
    [
        "Saw a seal from the {hour} ferry.", "{weather}, and I forgot the washing.", "{home}, one evening, no plans.", "{hobby} again. Getting worse at it.", "Does anyone have a ladder to lend in {town}?",
        "The {loaf} from Crumbtide did not survive the walk home.", "Queue at the harbour market, worth it for the {sweet}.", "Reading {book}, slowly.", "Two hours of {hobby}, one of tea.",
        "Who has lost {pet} near {street}?", "The lamp on {street} is out again.", "{roast} at Ropequill, then home.", "First frost in {town}.", "Went to {town} for a button and came back with {home}.",
        "My grandmother's recipe for {sweet}, at last.", "They cancelled the {hour} ferry.", "Tried {beer}. Would again.", "The terns are back on the groyne.", "Sold the boat. Bought a smaller boat.",
        "A good {weekday}.", "Nobody tells you how loud gulls are at four.", "New glasses. {street} has so many leaves.", "{dozens} steps to the upper town and I felt each.", "Learned a knot today. Forgot it.",
        "If you see {pet} on {street}, please say my name softly.", "{surname} would have liked this {weekday}.", "I can hear the {boat} creak from here.", "Moved house: from {street} to {street}.",
        "Choir on {weekday}, {hour}, bring a voice.", "My {knit} survived the wash. I did not expect that.", "Lent {book} to a stranger on the {hour} ferry.", "Candle of {scent}, window open, {weather}.",
        "Gave up {hobby}. Took up {hobby}.", "The {hour} bus was early. Historic.", "Walked to {town} and back. {dozens} gulls, one heron.", "There is {roast} left and I will not share it.",
        "Somebody painted the bench on {street}. Sit elsewhere.", "{town} at low tide smells of {scent}.", "Found {dozens} old letters in the attic.", "The library has {book} in again.",
        "Two {sweet} for me, none for the gull. It disagreed.", "Power back on {street} since {hour}.", "Looking for people for {hobby} in {town}.", "Mended the {knit} with the wrong wool and like it better.",
    ];

    private static readonly string[] Closings =
    [
        "", "", "", "That is all.", "Recommended.", "As usual.", "#quillhaven", "#harbourmarket", "Tell me if you know more.", "Until {weekday}.", "And {weather}.", "Ask {surname}.", "With {home}, as ever.",
        "Back by {hour}.", "More of that, please.", "Also: {hobby}.", "The {loaf} helps.", "{dozens} out of ten.",
    ];

    public static string Say(DemoRandom dice) => $"{DemoWords.Fill(dice.Pick(Openings), dice)} {DemoWords.Fill(dice.Pick(Closings), dice)}".TrimEnd();
}
