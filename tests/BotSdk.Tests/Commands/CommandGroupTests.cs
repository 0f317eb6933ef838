using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Testing;

namespace BotPlatform.BotSdk.Tests.Commands;

public sealed class CommandGroupTests
{
    [Theory]
    [InlineData("!poll create Lunch? pizza \"fish and chips\"", "Lunch?: pizza, fish and chips")]
    [InlineData("!Polls NEW Lunch?", "Lunch?: ")]
    [InlineData("!poll close 5", "closed 5")]
    [InlineData("!poll close five",
        "NUMBER must be a whole number, and 'five' is none. Like this: !poll close NUMBER")]
    [InlineData("!poll",
        "!poll is followed by one of these:\n!poll create QUESTION [ANSWERS...] - Begins a poll.\n!poll close NUMBER - Ends a poll.")]
    [InlineData("!poll dance",
        "!poll is followed by one of these:\n!poll create QUESTION [ANSWERS...] - Begins a poll.\n!poll close NUMBER - Ends a poll.")]
    public async Task The_second_word_names_a_command_of_the_group(string text, string reply)
    {
        var bot = Polls();

        await bot.ReceiveAsync(Sample.Message(text), TestTimeout.Token);

        Assert.Equal(reply, Assert.Single(bot.Sent).Text);
    }

    [Fact]
    public void A_group_and_what_is_in_it_are_found_by_name_and_alias()
    {
        var catalog = Polls().Catalog;

        Assert.Equal("!poll create|close", catalog.FindCommand("POLLS")?.Syntax);
        Assert.Equal("poll create", catalog.FindCommand("polls  new")?.Name);
        Assert.Null(catalog.FindCommand("poll dance"));
        Assert.Null(catalog.FindCommand("poll create more"));
        Assert.True(catalog.IsUnderstood(Sample.Message("!polls")));
    }

    [Theory]
    [InlineData("vote")]
    [InlineData("VOTE")]
    [InlineData("v")]
    public void An_alias_is_a_name_like_the_others(string alias)
    {
        var bot = () => BotHarness.Of(one =>
        {
            one.OnCommand("vote", "Votes.", () => "").Alias("v");
            one.OnCommand("other", "Votes.", () => "").Alias(alias);
        });

        Assert.Contains($"!{alias} twice", Assert.Throws<BotDefinitionException>(bot).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_group_is_a_mistake() => Assert.Contains(
        "the group !poll with nothing in it",
        Assert.Throws<BotDefinitionException>(() => BotHarness.Of(bot => bot.OnCommands("poll", "Polls.", _ => { }))).Message,
        StringComparison.Ordinal);

    private static BotHarness<InlineBot> Polls() => BotHarness.Of(bot => bot.OnCommands("poll", "Polls.", poll =>
    {
        poll.Add("create", "Begins a poll.", (string question, params string[] answers) => $"{question}: {string.Join(", ", answers)}")
            .Alias("new");
        poll.Add("close", "Ends a poll.", (int number) => $"closed {number}");
    }).Alias("polls"));
}
