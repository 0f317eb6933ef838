// snippet:changes
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Takes away what is not said in this house, and tells people that it has read the rest.</summary>
public sealed class ModeratorBot : IHandle<MessageReceived>, IHandle<MessageEdited>, IHandle<ReactionsChanged>
{
    /// <inheritdoc />
    public Task HandleAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken) =>
        IsRude(message.Text)
            ? context.DeleteAsync(message, cancellationToken)
            : context.MarkReadAsync(message, cancellationToken);

    /// <inheritdoc />
    public async Task HandleAsync(MessageEdited edited, IBotContext context, CancellationToken cancellationToken)
    {
        if (IsRude(edited.Text))
        {
            await context.DeleteAsync(edited.Dialog, edited.MessageId, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task HandleAsync(ReactionsChanged reactions, IBotContext context, CancellationToken cancellationToken)
    {
        if (reactions.Added.Contains("🚩"))
        {
            await context.SayAsync(reactions.Dialog, "Thank you, somebody will have a look.", cancellationToken);
        }
    }

    private static bool IsRude(string text) => text.Contains("bother", StringComparison.OrdinalIgnoreCase);
}
// end
