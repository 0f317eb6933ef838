using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Answers at once, and again when it knows more.</summary>
public sealed class ThinkingBot : ICommandBot
{
    /// <inheritdoc />
    public void Define(CommandSet commands) =>

        // snippet:now
        commands.Add("think", "Thinks.", async (MessageReceived message, IBotContext context, CancellationToken ct) =>
        {
            try
            {
                var id = await context.SendNowAsync(message, "Let me think…", ct);
                await context.EditNowAsync(message.Dialog, id, "Let me think… 42.", ct);
            }
            catch (RequestFailedException error)
            {
                await context.ReplyAsync(message, $"I could not: {error.Reason}", ct);
            }
        });
    // end
}
