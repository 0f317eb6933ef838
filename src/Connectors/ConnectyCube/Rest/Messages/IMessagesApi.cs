using BotPlatform.ConnectyCube.Rest.Queries;

namespace BotPlatform.ConnectyCube.Rest.Messages;

/// <summary>
/// Section 6: the history of messages. Only what was sent with <c>save_to_history</c> is in it. Everything throws
/// <see cref="ConnectyCubeException"/> when the service refuses or cannot be reached.
/// </summary>
public interface IMessagesApi
{
    /// <summary>A part of the list; oldest first unless the query sorts it.</summary>
    Task<Page<HistoryMessage>> ListAsync(Query<HistoryMessage> query, Part? part, CancellationToken cancellationToken);

    /// <summary>The newest messages of a dialog, newest first. Reading does not mark them as read.</summary>
    /// <param name="dialogId">Which dialog.</param>
    /// <param name="skip">How many of the newest to leave out.</param>
    /// <param name="limit">How many at most; the service gives 100 at once.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Page<HistoryMessage>> ListNewestAsync(string dialogId, int skip, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// All that the query names, each once, by the time they were sent. Oldest first also gives those that arrive meanwhile; newest
    /// first ends at the oldest.
    /// </summary>
    /// <param name="query">Which messages; its own order does not count.</param>
    /// <param name="direction">Which end to begin at.</param>
    /// <param name="pageSize">How many are asked for at a time, at least 2; the service documents 100.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConnectyCubeException">
    /// Also when an item cannot be read: <see cref="ConnectyCubeException.Item"/> names it, and nothing is left out in silence.
    /// </exception>
    IAsyncEnumerable<HistoryMessage> ListAllAsync(
        Query<HistoryMessage> query, Direction direction, int pageSize, CancellationToken cancellationToken);

    /// <summary>
    /// One page of the same, for whoever goes on later or elsewhere. When messages were removed meanwhile, those that share the
    /// first one's time may come again.
    /// </summary>
    /// <param name="query">Which messages; its own order does not count.</param>
    /// <param name="direction">Which end to begin at.</param>
    /// <param name="pageSize">How many are asked for, at least 2; the service documents 100.</param>
    /// <param name="place">Where the page begins: <see cref="ListPlace.Start"/>, or what the page before said.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<ListStep<HistoryMessage>> ListPageAsync(
        Query<HistoryMessage> query, Direction direction, int pageSize, ListPlace place, CancellationToken cancellationToken);

    /// <summary>The message of a dialog with this id; null when there is none. Reading does not mark it as read.</summary>
    Task<HistoryMessage?> GetAsync(string dialogId, string id, CancellationToken cancellationToken);

    /// <summary>How many the query names.</summary>
    Task<long> CountAsync(Query<HistoryMessage> query, CancellationToken cancellationToken);

    /// <summary>The last 20 messages of a dialog that lets strangers see them.</summary>
    Task<Page<HistoryMessage>> PreviewAsync(string dialogId, CancellationToken cancellationToken);

    /// <summary>Puts a message into the history.</summary>
    /// <exception cref="ArgumentException">It names no place to go, or two.</exception>
    Task<HistoryMessage> CreateAsync(NewMessage message, CancellationToken cancellationToken);

    /// <summary>Changes messages of one dialog. Nobody is told.</summary>
    /// <exception cref="ArgumentException">The change is empty, or there are no ids.</exception>
    Task UpdateAsync(string dialogId, IReadOnlyList<string> ids, MessageUpdate update, CancellationToken cancellationToken);

    /// <summary>Marks all messages of a dialog as read by the caller.</summary>
    Task MarkAllReadAsync(string dialogId, CancellationToken cancellationToken);

    /// <summary>Deletes messages and says what became of each; what is not permitted is no exception.</summary>
    Task<DeletionReport> DeleteAsync(IReadOnlyList<string> ids, DeletionScope scope, CancellationToken cancellationToken);

    /// <summary>Sends a system message, which no history keeps; returns its id.</summary>
    Task<string> SendSystemAsync(
        long recipientId, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken);

    /// <summary>How many messages the caller has not read, in these dialogs or, without any, in all.</summary>
    Task<UnreadCounts> GetUnreadAsync(IReadOnlyList<string> dialogIds, CancellationToken cancellationToken);

    /// <summary>Adds a reaction of the caller, removes one, or swaps two; null for none.</summary>
    /// <exception cref="ArgumentException">Both are null.</exception>
    Task ReactAsync(string messageId, string? add, string? remove, CancellationToken cancellationToken);

    /// <summary>Who reacted how.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<long>>> GetReactionsAsync(string messageId, CancellationToken cancellationToken);

    /// <summary>Looks for a text in all dialogs of the caller.</summary>
    Task<SearchResults> SearchAsync(MessageSearch search, CancellationToken cancellationToken);
}
