// snippet:system-messages
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Talks with people's apps, behind their backs.</summary>
public sealed class AppBot : IHandle<SystemMessageReceived>
{
    /// <inheritdoc />
    public async Task HandleAsync(SystemMessageReceived message, IBotContext context, CancellationToken cancellationToken)
    {
        if (message.Parameters.GetValueOrDefault("ask") == "version")
        {
            var answer = new Dictionary<string, string> { ["version"] = "1.0" };
            await context.SendSystemMessageAsync(message.Sender, answer, cancellationToken);
        }
    }
}
// end
