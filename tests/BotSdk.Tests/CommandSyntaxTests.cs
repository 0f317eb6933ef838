using BotPlatform.BotSdk.Commands;

namespace BotPlatform.BotSdk.Tests;

public sealed class CommandSyntaxTests
{
    [Theory]
    [InlineData("!echo", "echo", "")]
    [InlineData("!echo hello  world ", "echo", "hello  world")]
    [InlineData("  !ECHO hello", "ECHO", "hello")]
    [InlineData("!echo\nsecond line", "echo", "second line")]
    [InlineData("!echo\u00a0no-break", "echo", "no-break")]
    [InlineData("!привет мир", "привет", "мир")]
    [InlineData("!𝒶bc x", "𝒶bc", "x")]
    [InlineData("!8ball?", "8ball?", "")]
    public void A_command_is_a_name_and_the_rest(string text, string name, string rest)
    {
        Assert.True(CommandSyntax.TryRead(text, out var actualName, out var actualRest));

        Assert.Equal(name, actualName.ToString());
        Assert.Equal(rest, actualRest.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("!")]
    [InlineData("! echo")]
    [InlineData("!!!")]
    [InlineData("!?")]
    [InlineData("echo")]
    [InlineData("say !echo")]
    [InlineData("!\ud800")]
    public void Anything_else_is_no_command(string text) =>
        Assert.False(CommandSyntax.TryRead(text, out _, out _));

    [Fact]
    public void A_huge_text_is_read_in_one_go()
    {
        var rest = new string('x', 200_000);

        Assert.True(CommandSyntax.TryRead("!echo " + rest, out _, out var actual));
        Assert.Equal(rest.Length, actual.Length);
    }

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a b  c", new[] { "a", "b", "c" })]
    [InlineData("me \"at nine\" tomorrow", new[] { "me", "at nine", "tomorrow" })]
    [InlineData("\"\"", new[] { "" })]
    [InlineData("say \\\"hi\\\"", new[] { "say", "\"hi\"" })]
    [InlineData("never \"closed until", new[] { "never", "closed until" })]
    [InlineData("key=\"two words\"", new[] { "key=two words" })]
    [InlineData("c:\\path \\", new[] { "c:\\path", "\\" })]
    [InlineData("日本 \"語 語\"", new[] { "日本", "語 語" })]
    public void Arguments_are_words_and_quoted_texts(string rest, string[] expected) =>
        Assert.Equal(expected, CommandSyntax.SplitArguments(rest));
}
