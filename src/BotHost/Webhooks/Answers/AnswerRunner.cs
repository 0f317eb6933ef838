using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Webhooks;

namespace BotPlatform.BotHost.Webhooks.Answers;

/// <summary>Does what a webhook has answered to an event.</summary>
/// <param name="happened">The event.</param>
/// <param name="mayWriteAnywhere">Whether other dialogs than the event's may be named.</param>
internal sealed class AnswerRunner(IAccountEvent happened, bool mayWriteAnywhere)
{
    /// <summary>All of it, or nothing but "is typing" when it throws.</summary>
    /// <exception cref="FormatException">One of them cannot be done for this event; names the field.</exception>
    public async Task RunAsync(IReadOnlyList<IWebhookAction> actions, IBotContext context, CancellationToken cancellationToken)
    {
        for (var i = 0; i < actions.Count; i++)
        {
            await RunAsync(actions[i], $"actions[{i}]", context, cancellationToken);
        }
    }

    private static string NotEmpty(string? text, string place) =>
        string.IsNullOrEmpty(text) ? throw new FormatException($"{place} is empty.") : text;

    private Task RunAsync(IWebhookAction action, string place, IBotContext context, CancellationToken token) => action switch
    {
        SayAction say => WriteAsync(say, AllowedDialog(say.Dialog, place), place, context, token),
        IWebhookMessage reply => WriteAsync(reply, Dialog(place), place, context, token),
        EditAction edit => context.EditAsync(
            Dialog(place), NotEmpty(edit.MessageId, $"{place}.messageId"), NotEmpty(edit.Text, $"{place}.text"), token),
        DeleteAction delete => context.DeleteAsync(Dialog(place), NotEmpty(delete.MessageId, $"{place}.messageId"), token),
        ReactAction react => context.ReactAsync(
            Dialog(place), Message(react.MessageId, place), NotEmpty(react.Reaction, $"{place}.reaction"), token),
        UnreactAction react => context.UnreactAsync(
            Dialog(place), Message(react.MessageId, place), NotEmpty(react.Reaction, $"{place}.reaction"), token),
        ReadAction => happened is MessageReceived message
            ? context.MarkReadAsync(message, token)
            : throw new FormatException($"{place}: a {happened.GetType().Name} cannot be read, but a MessageReceived."),
        TypingAction typing => context.TypingAsync(Dialog(place), typing.IsTyping, token),
        _ => throw new FormatException($"{place}: nobody knows how to do a {action.GetType().Name}."),
    };

    private static Task<string> WriteAsync(
        IWebhookMessage message, DialogRef dialog, string place, IBotContext context, CancellationToken cancellationToken)
    {
        if (message.Text.Length == 0 && message.Attachments.Count == 0)
        {
            throw new FormatException($"{place}.text is empty, and there are no attachments.");
        }

        var options = new MessageOptions
        {
            Attachments = message.Attachments,
            Metadata = message.Metadata,
            SaveToHistory = message.SaveToHistory,
            IsMarkable = message.IsMarkable,
            IsSilent = message.IsSilent,
            DestroyAfter = message.DestroyAfter,
        };
        return context.SayAsync(dialog, message.Text, options, cancellationToken);
    }

    private DialogRef Dialog(string place) => happened is IChatEvent { Dialog: var dialog }
        ? dialog
        : throw new FormatException($"{place}: a {happened.GetType().Name} happens in no dialog: only say, with a dialog, makes sense.");

    private DialogRef AllowedDialog(DialogRef dialog, string place) =>
        mayWriteAnywhere || (happened is IChatEvent here && here.Dialog == dialog)
            ? new DialogRef(NotEmpty(dialog.Id, $"{place}.dialog.id"))
            : throw new FormatException(
                $"{place}.dialog is another one than the event's, which the host does not allow this webhook (AnyDialog).");

    private string Message(string? given, string place) => given is not null
        ? NotEmpty(given, $"{place}.messageId")
        : happened switch
        {
            MessageReceived message => message.MessageId,
            MessageEdited message => message.MessageId,
            ReactionsChanged message => message.MessageId,
            MessageSent message => message.MessageId,
            _ => throw new FormatException($"{place}.messageId is missing: a {happened.GetType().Name} is about no message."),
        };
}
