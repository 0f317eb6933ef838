using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Conversations;
using BotPlatform.Chaos.Cells;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Chaos.Hosting;

/// <summary>
/// Holds one conversation in each dialog that never ends: each message is the answer to a question, and the next question repeats it. It
/// repeats nothing when a message is not the one whose turn it is: a conversation that was forgotten, or has heard a message twice, has
/// lost its place.
/// </summary>
internal sealed class ChainBot(BotRecord record, KillSwitch kill) : IConfigureBot
{
    private const string Name = "chain";

    /// <inheritdoc />
    public void Configure(BotBuilder bot)
    {
        bot.Use(async (@event, _, next, _) =>
        {
            var message = (MessageReceived)@event;
            record.Write(message.MessageId, message.Text);
            kill.Pass(Step.BotCalled);
            await next();
            kill.Pass(Step.BotDone);
        });
        bot.On<MessageReceived>((message, context, token) => context.BeginConversationAsync(Name, message, token));
        bot.Conversations.On(Name, HoldAsync);
    }

    private static async Task HoldAsync(ITalk talk)
    {
        var text = talk.Arguments;
        for (var turn = 0; ; turn++)
        {
            text = await talk.AskAsync<string>(Answer(text, turn));
        }
    }

    private static string Answer(string text, int turn) =>
        Conversation.TryRead(text, out var dialog, out var number) && number == (turn * Scale.Dialogs) + dialog
            ? text
            : $"It is not the turn of this message, but of number {turn}: {text}.";
}
