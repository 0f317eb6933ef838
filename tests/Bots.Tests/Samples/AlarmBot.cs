using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Conversations;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Calls somebody else when nobody reads the alarm.</summary>
public sealed class AlarmBot : IConfigureBot
{
    private static readonly DialogRef FireBrigade = new("5f0000000000000000000112");

    /// <inheritdoc />
    public void Configure(BotBuilder bot)
    {
        bot.OnMention((MessageReceived message, IBotContext context, CancellationToken ct) =>
            context.BeginConversationAsync("alarm", message, ct));

        // snippet:fates
        bot.Conversations.On(
            "alarm",
            async talk =>
            {
                var fate = await talk.SayAndWaitAsync("The house is on fire!", SendFate.Read, TimeSpan.FromMinutes(5));
                if (fate != SendFate.Read)
                {
                    await talk.RunAsync("call", (context, ct) => context.SayAsync(FireBrigade, $"Nobody has read it ({fate}).", ct));
                }
            },
            new ConversationOptions { AwaitsFates = true });
        // end
    }
}
