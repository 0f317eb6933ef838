using BotPlatform.Bots.Echo;
using BotPlatform.Bots.Help;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;

namespace BotPlatform.Bots.Tests.Help;

public sealed class HelpBotTests
{
    private readonly BotHarness<HelpBot> _bot = new(catalog => new HelpBot(catalog), new EchoBot());

    [Fact]
    public async Task Lists_every_command_of_every_bot()
    {
        await _bot.ReceiveAsync(Sample.GroupMessage("!help"), TestTimeout.Token);

        Assert.Equal(
            """
            I understand these commands:
            !echo TEXT - Repeats TEXT.
            !help [COMMAND] - Lists all commands, or explains one.
            """,
            Assert.Single(_bot.Sent).Text);
    }

    [Theory]
    [InlineData("!help echo")]
    [InlineData("!help !ECHO")]
    public async Task Explains_one_command(string text)
    {
        await _bot.ReceiveAsync(Sample.Message(text), TestTimeout.Token);

        Assert.Equal("!echo TEXT\nRepeats TEXT.", Assert.Single(_bot.Sent).Text);
    }

    [Fact]
    public async Task Says_when_there_is_no_such_command()
    {
        await _bot.ReceiveAsync(Sample.Message("!help dance"), TestTimeout.Token);

        Assert.Contains("no such command", Assert.Single(_bot.Sent).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("good morning")]
    [InlineData("!dance")]
    public async Task Gives_a_hint_to_who_writes_alone_what_nobody_understands(string text)
    {
        await _bot.ReceiveAsync(Sample.Message(text), TestTimeout.Token);

        Assert.Contains("!help", Assert.Single(_bot.Sent).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_silent_where_people_talk_to_each_other_or_send_no_text_or_somebody_understands()
    {
        await _bot.ReceiveAsync(Sample.GroupMessage("good morning"), TestTimeout.Token);
        await _bot.ReceiveAsync(Sample.GroupMessage("!dance"), TestTimeout.Token);
        await _bot.ReceiveAsync(Sample.Message(""), TestTimeout.Token);
        await _bot.ReceiveAsync(Sample.Message("!echo hello"), TestTimeout.Token);

        Assert.Empty(_bot.Sent);
    }

    [Fact]
    public async Task Does_not_answer_the_hint_of_another_host()
    {
        await _bot.ReceiveAsync(Sample.Message("good morning"), TestTimeout.Token);

        await _bot.ReceiveAsync(Sample.Message(_bot.Sent[0].Text), TestTimeout.Token);

        Assert.Single(_bot.Sent);
    }

    [Fact]
    public async Task Gives_no_hint_where_another_bot_handles_every_message()
    {
        var bot = new BotHarness<HelpBot>(catalog => new HelpBot(catalog), new ListenerBot());

        await bot.ReceiveAsync(Sample.Message("good morning"), TestTimeout.Token);

        Assert.Empty(bot.Sent);
    }

    private sealed class ListenerBot : IHandle<MessageReceived>
    {
        public Task HandleAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }
}
