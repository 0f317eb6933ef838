using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk;

/// <summary>
/// Writing while the handler goes on, whatever becomes of it. A handler that is called again for the same event writes under the same ids in the
/// same order, so nobody reads a message twice. What was put in line before may come later than what is sent now. Refusals are a
/// <see cref="RequestFailedException"/> with the network's word; without an answer (<see cref="RequestFailedException.Timeout"/>,
/// <see cref="RequestFailedException.NotConnected"/>) it is not known whether the message was read.
/// </summary>
public static class SendingNowExtensions
{
    /// <summary>Writes in the dialog of <paramref name="message"/> now, and waits until the network has it.</summary>
    /// <returns>The network's id of the message.</returns>
    public static Task<string> SendNowAsync(
        this IBotContext context, MessageReceived message, string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return context.SendNowAsync(message.Dialog, text, cancellationToken);
    }

    /// <summary>Writes in any dialog of the account that saw the event now, and waits until the network has it.</summary>
    /// <returns>The network's id of the message.</returns>
    public static Task<string> SendNowAsync(
        this IBotContext context, DialogRef dialog, string text, CancellationToken cancellationToken) =>
        context.SendNowAsync(dialog, text, MessageOptions.Default, cancellationToken);

    /// <inheritdoc cref="SendNowAsync(IBotContext, DialogRef, string, CancellationToken)"/>
    /// <exception cref="ArgumentException">There is neither a text nor an attachment.</exception>
    /// <exception cref="RequestFailedException">The network refused, or did not answer.</exception>
    public static async Task<string> SendNowAsync(
        this IBotContext context, DialogRef dialog, string text, MessageOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var draft = MessageDraft.Of(context.Origin.Account, context.Origin.OccurredAt, dialog, text, options);
        var taken = await context.AskAsync(
            new SendMessageNow { Account = context.Origin.Account, Message = draft(context.NewCommandId()) }, cancellationToken);
        return taken.MessageId;
    }

    /// <summary>Gives a message that the account has sent another text now, and waits until the network has that.</summary>
    /// <exception cref="RequestFailedException">The network refused, or did not answer.</exception>
    public static Task EditNowAsync(
        this IBotContext context, DialogRef dialog, string messageId, string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var draft = ChangingExtensions.EditDraft(context, dialog, messageId, text);
        return context.AskAsync(
            new EditMessageNow { Account = context.Origin.Account, Edit = draft(context.NewCommandId()) }, cancellationToken);
    }
}
