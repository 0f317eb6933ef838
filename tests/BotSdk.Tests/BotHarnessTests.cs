using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Tests;

/// <summary>What the harness shows is what a host does: both go through <see cref="BotDispatcher"/>.</summary>
public sealed class BotHarnessTests
{
    [Fact]
    public async Task What_a_handler_sends_is_named_after_the_event_and_its_place()
    {
        var bot = new BotHarness<TestBot>(new TestBot());
        var message = Sample.Message("two");

        await bot.ReceiveAsync(message, TestTimeout.Token);
        await bot.ReceiveAsync(message, TestTimeout.Token);

        Assert.Equal(["one", "two", "one", "two"], bot.Sent.Select(sent => sent.Text));
        Assert.NotEqual(bot.Sent[0].CommandId, bot.Sent[1].CommandId);
        Assert.Equal(bot.Sent.Take(2).Select(sent => sent.CommandId), bot.Sent.Skip(2).Select(sent => sent.CommandId));
        Assert.All(bot.Sent, sent => Assert.Equal(Sample.Moment, sent.CreatedAt));
        Assert.All(bot.Sent, sent => Assert.Equal(Sample.Account, sent.Account));
    }

    [Fact]
    public async Task The_same_event_seen_by_two_accounts_makes_two_answers()
    {
        var bot = new BotHarness<TestBot>(new TestBot());
        var message = Sample.GroupMessage("two");

        await bot.ReceiveAsync(message, TestTimeout.Token);
        await bot.ReceiveAsync(
            message with { Origin = message.Origin with { Account = new AccountRef("sample", "105") } }, TestTimeout.Token);

        Assert.Equal(4, bot.Sent.Select(sent => sent.CommandId).Distinct().Count());
    }

    [Fact]
    public async Task A_handler_that_throws_has_sent_nothing_and_the_test_sees_why()
    {
        var bot = new BotHarness<TestBot>(new TestBot());

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => bot.ReceiveAsync(Sample.Message("throw"), TestTimeout.Token));

        Assert.Equal("As asked.", error.Message);
        Assert.Empty(bot.Sent);
    }

    [Fact]
    public async Task Typing_leaves_at_once_even_if_the_handler_fails_later()
    {
        var bot = new BotHarness<TestBot>(new TestBot());

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => bot.ReceiveAsync(Sample.Message("type and throw"), TestTimeout.Token));

        var typing = Assert.Single(bot.Typing);
        Assert.True(typing.IsTyping);
        Assert.Equal(Sample.Dialog, typing.Dialog);
    }

    [Fact]
    public async Task A_send_after_the_handler_has_returned_is_an_error()
    {
        var bot = new BotHarness<TestBot>(new TestBot());
        await bot.ReceiveAsync(Sample.Message("keep"), TestTimeout.Token);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => bot.Bot.Kept!.SayAsync(Sample.Dialog, "too late", TestTimeout.Token));

        Assert.Contains("await every send", error.Message, StringComparison.Ordinal);
        Assert.Empty(bot.Sent);
    }

    [Fact]
    public async Task A_command_goes_to_the_command_and_not_to_the_handler_of_messages()
    {
        var bot = new BotHarness<TestBot>(new TestBot());

        await bot.ReceiveAsync(Sample.Message("!Greet \"Ada Lovelace\" twice"), TestTimeout.Token);

        Assert.Equal("greet|\"Ada Lovelace\" twice|Ada Lovelace,twice", Assert.Single(bot.Sent).Text);
        Assert.Equal(0, bot.Bot.Handled);
    }

    [Fact]
    public async Task A_command_of_nobody_goes_to_the_handler_of_messages()
    {
        var bot = new BotHarness<TestBot>(new TestBot());

        await bot.ReceiveAsync(Sample.Message("!unknown"), TestTimeout.Token);

        Assert.Equal(1, bot.Bot.Handled);
    }

    [Fact]
    public async Task An_event_that_the_bot_does_not_want_does_nothing()
    {
        var bot = new BotHarness<TestBot>(new TestBot());

        await bot.ReceiveAsync(Sample.Typing(isTyping: true), TestTimeout.Token);

        Assert.Empty(bot.Sent);
    }

    [Fact]
    public async Task An_empty_text_cannot_be_sent() =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => new BotHarness<TestBot>(new TestBot()).ReceiveAsync(Sample.Message("empty"), TestTimeout.Token));

    private sealed class TestBot : IHandle<MessageReceived>, ICommandBot
    {
        public IBotContext? Kept { get; private set; }

        public int Handled { get; private set; }

        public void Define(CommandSet commands) =>
            commands.Add("greet", "NAME", "Greets.", (command, context, cancellationToken) => context.ReplyAsync(
                command, $"{command.Name}|{command.Rest}|{string.Join(',', command.Arguments)}", cancellationToken));

        public async Task HandleAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken)
        {
            Handled++;
            switch (message.Text)
            {
                case "two":
                    await context.ReplyAsync(message, "one", cancellationToken);
                    await context.SayAsync(message.Dialog, "two", cancellationToken);
                    break;
                case "throw":
                    await context.ReplyAsync(message, "never", cancellationToken);
                    throw new InvalidOperationException("As asked.");
                case "type and throw":
                    await context.TypingAsync(message, cancellationToken);
                    throw new InvalidOperationException("As asked.");
                case "keep":
                    Kept = context;
                    break;
                case "empty":
                    await context.ReplyAsync(message, "", cancellationToken);
                    break;
                default:
                    break;
            }
        }
    }
}
