using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk;

/// <summary>A bot that answers when nobody else would.</summary>
public interface IFallbackBot
{
    /// <summary>
    /// Called for a message that is no bot's command, and belongs to no conversation, and only where no bot handles every
    /// <see cref="MessageReceived"/>.
    /// Everything that <see cref="IHandle{TEvent}.HandleAsync"/> promises holds here too.
    /// </summary>
    Task HandleUnansweredAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken);
}
