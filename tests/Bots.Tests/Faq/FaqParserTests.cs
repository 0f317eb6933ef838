using BotPlatform.Bots.Faq;
using BotPlatform.Bots.Settings;

namespace BotPlatform.Bots.Tests.Faq;

public sealed class FaqParserTests
{
    [Fact]
    public void Headings_are_questions_and_the_text_below_is_the_answer()
    {
        var entries = FaqParser.Parse(
            """
            # Questions
            ## How do I log in?
            - I cannot get in
            - log-in does not work

            With your e-mail address.

            - or with your number
            ## Prices ##
            Also: what does it cost, how much
            Ten euros.
            ### Discounts
            * students
            * children
            """);

        Assert.Equal(
            [
                "How do I log in? (I cannot get in, log-in does not work) With your e-mail address.\n\n- or with your number",
                "Prices (what does it cost, how much) Ten euros.",
                "Discounts () * students\n* children",
            ],
            entries.Select(entry => $"{entry.Title} ({string.Join(", ", entry.Phrasings)}) {entry.Answer}"));
    }

    [Fact]
    public void A_heading_inside_of_code_is_part_of_the_answer()
    {
        var entry = Assert.Single(FaqParser.Parse("## How?\r\n```\r\n# like this\r\n```\r\n"));

        Assert.Equal("```\n# like this\n```", entry.Answer);
    }

    [Theory]
    [InlineData("", "line 1: there is no question")]
    [InlineData("text", "line 1: there is no question")]
    [InlineData("#hashtag", "line 1: there is no question")]
    [InlineData("## A?\none\n## B?\n\n## C?\nthree", "line 3: the question 'B?' has no answer.")]
    [InlineData("## A?\nAlso: b, c", "line 1: the question 'A?' has no answer.")]
    [InlineData("## A?\none\n## a?\ntwo", "line 3: the question 'a?' is there already.")]
    [InlineData("## A?\n```\none", "line 2: the code that begins here never ends.")]
    [InlineData("## A?\none\n##\ntwo", "line 3: the heading is empty.")]
    [InlineData("## A?\none\0", "line 2: there is something that is no text.")]
    public void What_is_broken_is_said_with_its_line(string markdown, string problem) =>
        Assert.StartsWith(problem, Assert.Throws<FileFormatException>(() => FaqParser.Parse(markdown)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_answer_has_a_limit() => Assert.Contains(
        "line 1: the answer has 4001 characters",
        Assert.Throws<FileFormatException>(() => FaqParser.Parse($"# A\n{new string('x', 4001)}")).Message,
        StringComparison.Ordinal);
}
