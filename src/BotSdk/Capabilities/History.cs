using System.Runtime.CompilerServices;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Capabilities;

internal sealed class History(IBotContext context) : IHistory
{
    private AccountRef Account => context.Origin.Account;

    public IAsyncEnumerable<PastMessage> ReadAsync(
        DialogRef dialog, HistoryOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dialog);
        ArgumentNullException.ThrowIfNull(options);
        return ReadPagesAsync(
            new GetHistory
            {
                Account = Account,
                Dialog = dialog,
                Filter = options.Filter,
                Order = options.Order,
                MarkAsRead = options.MarkAsRead,
                PageSize = options.PageSize,
            },
            cancellationToken);
    }

    public async Task<long> CountAsync(DialogRef dialog, HistoryFilter filter, CancellationToken cancellationToken) =>
        (await context.AskAsync(
            new CountHistory { Account = Account, Dialog = dialog, Filter = filter }, cancellationToken)).Count;

    public async Task<IReadOnlyList<PastMessage>> PreviewAsync(DialogRef dialog, CancellationToken cancellationToken) =>
        (await context.AskAsync(new PreviewHistory { Account = Account, Dialog = dialog }, cancellationToken)).Messages;

    public async Task<PastMessage?> FindAsync(DialogRef dialog, string messageId, CancellationToken cancellationToken) =>
        (await context.AskAsync(
            new FindPastMessage { Account = Account, Dialog = dialog, MessageId = messageId }, cancellationToken)).Message;

    public Task<HistoryFindings> SearchAsync(HistorySearch search, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        return context.AskAsync(
            new SearchHistory
            {
                Account = Account,
                Text = search.Text,
                Dialogs = search.Dialogs,
                Since = search.Since,
                Until = search.Until,
                Limit = search.Limit,
            },
            cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<UserRef>>> ReactionsAsync(
        string messageId, CancellationToken cancellationToken) =>
        (await context.AskAsync(new GetReactions { Account = Account, MessageId = messageId }, cancellationToken)).Users;

    public Task<MessageDeletion> DeleteForMeAsync(IReadOnlyList<string> messageIds, CancellationToken cancellationToken) =>
        DeleteAsync(messageIds, forEverybody: false, cancellationToken);

    public Task<MessageDeletion> DeleteForEverybodyAsync(
        IReadOnlyList<string> messageIds, CancellationToken cancellationToken) =>
        DeleteAsync(messageIds, forEverybody: true, cancellationToken);

    private async IAsyncEnumerable<PastMessage> ReadPagesAsync(
        GetHistory request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A page may repeat what was sent in the same second as the last message of the one before.
        var known = new HashSet<string>(StringComparer.Ordinal);
        var knownAt = default(DateTimeOffset);
        do
        {
            var page = await context.AskAsync(request, cancellationToken);
            foreach (var message in page.Messages)
            {
                if (message.SentAt != knownAt)
                {
                    known.Clear();
                    knownAt = message.SentAt;
                }

                if (known.Add(message.MessageId))
                {
                    yield return message;
                }
            }

            request = request with { Cursor = page.Next };
        }
        while (request.Cursor is not null);
    }

    private Task<MessageDeletion> DeleteAsync(
        IReadOnlyList<string> messageIds, bool forEverybody, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messageIds);
        return context.AskAsync(
            new DeletePastMessages { Account = Account, MessageIds = messageIds, ForEverybody = forEverybody }, cancellationToken);
    }
}
