using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk;

/// <summary>Collects what a handler wants to send, so that a handler that fails has sent nothing.</summary>
internal sealed class BotContext(string bot, EventOrigin origin, Func<SetTyping, CancellationToken, Task> sendTyping)
    : IBotContext
{
    private readonly Lock _gate = new();
    private List<SendMessage>? _commands;
    private bool _closed;

    public Task ReplyAsync(MessageReceived message, string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return SayAsync(message.Dialog, text, cancellationToken);
    }

    public Task SayAsync(DialogRef dialog, string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dialog);
        ArgumentException.ThrowIfNullOrEmpty(text);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            ThrowIfClosed();
            _commands ??= [];
            _commands.Add(new SendMessage
            {
                // The same handler called again for the same event makes the same ids, so a retry is no second message.
                // The account is part of it because two accounts in one group see the same event.
                CommandId = $"{origin.EventId}/{origin.Account.Id}/{bot}/{_commands.Count}",
                CreatedAt = origin.OccurredAt,
                Account = origin.Account,
                Dialog = dialog,
                Text = text,
            });
        }

        return Task.CompletedTask;
    }

    public Task TypingAsync(DialogRef dialog, bool isTyping, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dialog);
        lock (_gate)
        {
            ThrowIfClosed();
        }

        return sendTyping(
            new SetTyping { Account = origin.Account, Dialog = dialog, IsTyping = isTyping }, cancellationToken);
    }

    /// <summary>Ends the collecting and hands over what there is.</summary>
    public IReadOnlyList<SendMessage> Close()
    {
        lock (_gate)
        {
            _closed = true;
            return _commands is null ? [] : _commands;
        }
    }

    private void ThrowIfClosed()
    {
        if (_closed)
        {
            throw new InvalidOperationException(
                $"The bot '{bot}' sent something after its handler had returned, when it can no longer leave: await every send.");
        }
    }
}
