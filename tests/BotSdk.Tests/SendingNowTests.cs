using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Tests;

public sealed class SendingNowTests
{
    [Fact]
    public async Task What_is_sent_now_is_out_while_the_handler_goes_on_and_can_be_changed()
    {
        var bot = ScriptedBot.Harness(async (message, context, ct) =>
        {
            var id = await context.SendNowAsync(message, "Thinking…", ct);
            await context.EditNowAsync(message.Dialog, id, "42", ct);
            throw new InvalidOperationException("Too late.");
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token));

        var (sent, edit) = (Assert.Single(bot.Sent), Assert.Single(bot.CommandsOf<EditMessage>()));
        Assert.Equal(("Thinking…", "42"), (sent.Text, edit.Text));
        Assert.Equal(sent.CommandId, edit.MessageId);
        Assert.NotEqual(sent.CommandId, edit.CommandId);
    }

    [Fact]
    public async Task A_handler_that_is_called_again_writes_the_same_message_again()
    {
        var bot = ScriptedBot.Harness((message, context, ct) => context.SendNowAsync(message, "hello", ct));
        var message = Sample.Message("go");

        await bot.ReceiveAsync(message, TestTimeout.Token);
        await bot.ReceiveAsync(message, TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal(bot.Sent[0], bot.Sent[1] with { Metadata = bot.Sent[0].Metadata, Attachments = bot.Sent[0].Attachments });
        Assert.NotEqual(bot.Sent[0].CommandId, bot.Sent[2].CommandId);
    }

    [Fact]
    public async Task The_bot_hears_why_the_network_refuses()
    {
        var bot = ScriptedBot.Harness(async (message, context, ct) =>
        {
            try
            {
                await context.SendNowAsync(message, "hello", ct);
            }
            catch (RequestFailedException error)
            {
                await context.ReplyAsync(message, error.Reason, ct);
            }
        });
        bot.Answer<SendMessageNow, MessageTaken>(_ => throw new RequestFailedException("Blocked.", "service-unavailable"));

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal("service-unavailable", Assert.Single(bot.Sent).Text);
    }

    [Fact]
    public async Task A_message_of_nothing_is_refused() => await Assert.ThrowsAsync<ArgumentException>(() =>
        ScriptedBot.Harness((message, context, ct) => context.SendNowAsync(message, "", ct))
            .ReceiveAsync(Sample.Message("go"), TestTimeout.Token));
}
