using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Capabilities;

/// <summary>What the account has not read. Refusals are a <see cref="RequestFailedException"/>.</summary>
public interface IUnread
{
    /// <summary>How many messages in all; public dialogs do not count.</summary>
    Task<long> CountAsync(CancellationToken cancellationToken);

    /// <summary>How many messages of one dialog; 0 also where the account has no such dialog.</summary>
    Task<long> CountAsync(DialogRef dialog, CancellationToken cancellationToken);

    /// <summary>The same for several dialogs, in their order.</summary>
    Task<IReadOnlyList<UnreadInDialog>> CountAsync(IReadOnlyList<DialogRef> dialogs, CancellationToken cancellationToken);

    /// <summary>Marks all messages of a dialog as read. Their senders are not told.</summary>
    Task MarkAllReadAsync(DialogRef dialog, CancellationToken cancellationToken);
}
