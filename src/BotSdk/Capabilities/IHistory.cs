using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Capabilities;

/// <summary>
/// What was written before, as far as the network keeps it. Done at once; refusals are a <see cref="RequestFailedException"/>:
/// <c>forbidden</c> where the account does not belong to the dialog, <c>item-not-found</c> where there is none.
/// </summary>
public interface IHistory
{
    /// <summary>
    /// The messages of a dialog, each once, also while others write and delete. They are asked for page by page as they are read;
    /// nothing is asked before the first.
    /// </summary>
    /// <param name="dialog">Which dialog.</param>
    /// <param name="options">Which messages, and how.</param>
    /// <param name="cancellationToken">Gives up.</param>
    IAsyncEnumerable<PastMessage> ReadAsync(DialogRef dialog, HistoryOptions options, CancellationToken cancellationToken);

    /// <summary>How many messages of a dialog there are.</summary>
    Task<long> CountAsync(DialogRef dialog, HistoryFilter filter, CancellationToken cancellationToken);

    /// <summary>
    /// The last messages, twenty at most and oldest first, of a dialog that lets those see them who do not belong to it.
    /// </summary>
    Task<IReadOnlyList<PastMessage>> PreviewAsync(DialogRef dialog, CancellationToken cancellationToken);

    /// <summary>One message; null when the dialog has none with that id.</summary>
    Task<PastMessage?> FindAsync(DialogRef dialog, string messageId, CancellationToken cancellationToken);

    /// <summary>Where in all of the account's dialogs a text is.</summary>
    Task<HistoryFindings> SearchAsync(HistorySearch search, CancellationToken cancellationToken);

    /// <summary>Who reacted how to a message.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<UserRef>>> ReactionsAsync(string messageId, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes messages so that only the account sees them no more, and says what became of each. At once: to delete what the
    /// handler itself sends, use <see cref="ChangingExtensions"/>.
    /// </summary>
    Task<MessageDeletion> DeleteForMeAsync(IReadOnlyList<string> messageIds, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes messages for everybody, who then hear of it, and says what became of each: the account's own, and any where it is
    /// an owner or admin. At once, like <see cref="DeleteForMeAsync"/>.
    /// </summary>
    Task<MessageDeletion> DeleteForEverybodyAsync(IReadOnlyList<string> messageIds, CancellationToken cancellationToken);
}
