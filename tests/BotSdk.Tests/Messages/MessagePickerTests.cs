using System.Text.RegularExpressions;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Messages;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Tests.Messages;

public sealed class MessagePickerTests
{
    [Theory]
    [InlineData("see #12 and #13", "issue 12")]
    [InlineData("thanks a lot", "any time")]
    [InlineData("!thanks", "a command")]
    [InlineData("else", "else")]
    public async Task A_message_has_one_handler_in_a_bot(string text, string reply)
    {
        var bot = BotHarness.Of(one => one
            .On<MessageReceived>((message, context, token) => context.ReplyAsync(message, message.Text, token))
            .OnMessage("#(?<number>[0-9]+)", (Match match) => $"issue {match.Groups["number"]}")
            .OnMessage(Endless("(?i)^THANKS"), (MessageReceived _) => "any time")
            .OnCommand("thanks", "Thanks.", () => "a command"));

        await bot.ReceiveAsync(Sample.Message(text), TestTimeout.Token);

        Assert.Equal(reply, Assert.Single(bot.Sent).Text);
    }

    [Fact]
    public async Task A_pattern_that_a_text_makes_endless_gives_up()
    {
        var bot = BotHarness.Of(one => one
            .OnMessage(Endless("^(?:a+)+$"), () => "first")
            .OnMessage("^(?=(a+)+$)b", () => "second")
            .OnMessage("a$|b$", () => "last"));

        await bot.ReceiveAsync(Sample.Message(new string('a', 60_000) + "b"), TestTimeout.Token);

        Assert.Equal("last", Assert.Single(bot.Sent).Text);
    }

    [Theory]
    [InlineData("@math what is 4?", "what is 4?")]
    [InlineData("hey @MATH!", "hey !")]
    [InlineData("  Math: what is 4?", "what is 4?")]
    [InlineData("math, hello", "hello")]
    [InlineData("@100 hello", "hello")]
    [InlineData("@math", "")]
    [InlineData("math is hard", null)]
    [InlineData("me@math.org", null)]
    [InlineData("@mathilda hello", null)]
    [InlineData("hello @@@", null)]
    public async Task In_a_group_a_bot_hears_what_is_meant_for_it(string text, string? heard)
    {
        var bot = Math(out var mentions);

        await bot.ReceiveAsync(Sample.GroupMessage(text), TestTimeout.Token);

        Assert.Equal(heard is null ? [] : [heard], mentions.Select(mention => mention.Text));
    }

    [Fact]
    public async Task Alone_with_somebody_a_bot_hears_everything_that_is_no_command()
    {
        var bot = Math(out var mentions);

        await bot.ReceiveAsync(Sample.Message("what is 4?"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("!unknown"), TestTimeout.Token);

        Assert.Equal(["what is 4?", "!unknown"], mentions.Select(mention => mention.Text));
    }

    [Fact]
    public async Task Commands_of_other_bots_are_for_them()
    {
        var other = new InlineBot(one => one.OnCommand("other", "Other.", () => "other"));
        var bot = new BotHarness<InlineBot>(
            _ => new InlineBot(one => one.OnMessage("other", () => "heard").OnMention(() => "mentioned")), other);

        await bot.ReceiveAsync(Sample.Message("!other"), TestTimeout.Token);

        Assert.Empty(bot.Sent);
    }

    [Fact]
    public void A_message_that_a_bot_picks_is_understood()
    {
        var catalog = BotHarness.Of(one => one.OnMessage("^hello", () => "hello")).Catalog;

        Assert.True(catalog.IsUnderstood(Sample.Message("hello there")));
        Assert.False(catalog.IsUnderstood(Sample.Message("goodbye")));
    }

    [Fact]
    public async Task A_bot_picks_messages_as_its_own_code_chooses()
    {
        var bot = BotHarness.Of(one => one.OnMessage(
            message => message.Text.Contains('@') ? message.Text.Split('@') : null, (string[] parts) => parts[^1]));

        await bot.ReceiveAsync(Sample.GroupMessage("me@example"));
        await bot.ReceiveAsync(Sample.GroupMessage("else"));

        Assert.Equal("example", Assert.Single(bot.Sent).Text);
        Assert.True(bot.Catalog.IsUnderstood(Sample.Message("a@b")));
        Assert.False(bot.Catalog.IsUnderstood(Sample.Message("else")));
    }

    [Fact]
    public void What_a_bot_only_watches_is_not_understood() => Assert.False(BotHarness.Of(bot =>
    {
        bot.IsWatcher = true;
        bot.On<MessageReceived>((_, _, _) => Task.CompletedTask);
    }).Catalog.IsUnderstood(Sample.Message("hello")));

    public static TheoryData<Action<BotBuilder>, string> Mistakes() => new()
    {
        { bot => bot.OnMessage("(", () => ""), "which is none" },
        { bot => bot.OnMessage("a", (int a) => ""), "asks for 'a' of the type Int32: it can have Match" },
        { bot => bot.OnMessage(message => message, (int a) => ""), "asks for 'a' of the type Int32: it can have MessageReceived" },
        { bot => bot.OnMention([], () => ""), "give it names" },
        { bot => bot.On<IChatEvent>((_, _, _) => Task.CompletedTask), "IChatEvent, which is not an event of its own" },
        { bot => bot.On("".GetType(), (_, _, _) => Task.CompletedTask), "String, which is not an event of its own" },
        { bot => bot.On<MessageReceived>((_, _, _) => Task.CompletedTask).On(Sample.Message("").GetType(), (_, _, _) => Task.CompletedTask), "twice" },
        { bot => bot.On<MessageRead>((_, _, _) => Task.CompletedTask).On<MessageRead>((_, _, _) => Task.CompletedTask), "twice" },
        { _ => { }, "would never be called" },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_mistake_is_told_at_start(Action<BotBuilder> configure, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<BotDefinitionException>(() => BotHarness.Of(configure)).Message, StringComparison.Ordinal);

    // As an author writes it who has not thought of a time limit.
    private static Regex Endless(string pattern) => new(pattern, RegexOptions.None, Regex.InfiniteMatchTimeout);

    private static BotHarness<InlineBot> Math(out List<Mention> mentions)
    {
        var heard = mentions = [];
        return BotHarness.Of(bot => bot.OnMention(["Math", "@bot"], (Mention mention) => heard.Add(mention)));
    }
}
