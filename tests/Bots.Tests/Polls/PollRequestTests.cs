using BotPlatform.Bots.Polls;

namespace BotPlatform.Bots.Tests.Polls;

public sealed class PollRequestTests
{
    [Theory]
    [InlineData("\"Lunch?\" Pizza, Sushi", "Lunch?", false)]
    [InlineData("“Lunch?” Pizza,Sushi,", "Lunch?", false)]
    [InlineData("„Mittag“ Pizza , Sushi", "Mittag", false)]
    [InlineData("Lunch today? Pizza, Sushi", "Lunch today?", false)]
    [InlineData("--multiple \"Lunch?\" Pizza, Sushi", "Lunch?", true)]
    [InlineData("\"Lunch?\" Pizza, Sushi --MULTIPLE", "Lunch?", true)]
    [InlineData("\"Lun\nch\u202E?\" Piz\u202Eza, \u200BSushi", "Lun ch?", false)]
    public void A_question_and_options_are_told_from_each_other(string text, string question, bool isMultiple)
    {
        var request = PollRequest.Read(text, new PollTexts(), out var problem);

        Assert.Equal("", problem);
        Assert.Equal((question, "Pizza Sushi", isMultiple), (request!.Question, string.Join(' ', request.Options), request.IsMultiple));
    }

    [Fact]
    public void Families_and_flags_stay_whole()
    {
        var request = PollRequest.Read("\"👨‍👩‍👧‍👦?\" 🇩🇪, 🏳️‍🌈", new PollTexts(), out _);

        Assert.Equal("👨‍👩‍👧‍👦? 🇩🇪 🏳️‍🌈", $"{request!.Question} {string.Join(' ', request.Options)}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Lunch")]
    [InlineData("\"Lunch Pizza, Sushi")]
    [InlineData("\"\" Pizza, Sushi")]
    [InlineData("\"\u202E\u200B\" Pizza, Sushi")]
    public void Without_a_question_it_is_none(string text) => AssertRefused(text, "Like this: ");

    [Theory]
    [InlineData("\"Lunch?\"")]
    [InlineData("\"Lunch?\" Pizza")]
    [InlineData("\"Lunch?\" Pizza, ,\u202E,")]
    [InlineData("\"Lunch?\" 1,2,3,4,5,6,7,8,9,10,11")]
    public void It_has_two_to_ten_options(string text) => AssertRefused(text, "A poll has 2 to 10 options");

    [Fact]
    public void Two_options_that_look_the_same_are_refused() => AssertRefused("\"Lunch?\" Pizza, PIZZA\u200B", "Two options are the same.");

    [Theory]
    [InlineData(65_536, 1)]
    [InlineData(1, 65_536)]
    public void What_is_too_long_is_refused(int question, int option) =>
        AssertRefused($"\"{new string('q', question)}\" {new string('o', option)}, other", "That is too long");

    [Theory]
    [InlineData("1️⃣", 1)]
    [InlineData("9⃣", 9)]
    [InlineData("🔟", 10)]
    [InlineData("0️⃣", null)]
    [InlineData("1", null)]
    [InlineData("👍", null)]
    [InlineData("", null)]
    public void A_keycap_is_a_number(string reaction, int? number) => Assert.Equal(number, Keycap.Read(reaction));

    private static void AssertRefused(string text, string problem)
    {
        Assert.Null(PollRequest.Read(text, new PollTexts(), out var actual));
        Assert.StartsWith(problem, actual, StringComparison.Ordinal);
    }
}
