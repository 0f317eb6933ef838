// snippet:welcome
using System.Collections.Concurrent;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Greets everybody who writes for the first time since the host was started.</summary>
public sealed class WelcomeBot : IHandle<MessageReceived>
{
    private readonly ConcurrentDictionary<UserRef, bool> _known = new();

    /// <inheritdoc />
    public async Task HandleAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken)
    {
        if (_known.ContainsKey(message.Sender))
        {
            return;
        }

        await context.TypingAsync(message, cancellationToken);
        await context.ReplyAsync(message, "Welcome! !help lists what I can do.", cancellationToken);
        _known.TryAdd(message.Sender, true);
    }
}
// end
