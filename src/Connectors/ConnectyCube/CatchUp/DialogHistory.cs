using BotPlatform.ConnectyCube.Abilities;
using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.ConnectyCube.Rest.Queries;

namespace BotPlatform.ConnectyCube.CatchUp;

/// <summary>The messages that reached the service in one dialog since a moment, the oldest first.</summary>
internal sealed class DialogHistory : IAsyncDisposable
{
    private const int PageSize = 100;

    // The history is read by the times that the senders' own clocks say.
    private static readonly TimeSpan WrongClocks = TimeSpan.FromMinutes(10);

    private readonly DateTimeOffset _since;
    private readonly IAsyncEnumerator<HistoryMessage> _messages;

    public DialogHistory(IMessagesApi messages, string dialogId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        _since = since;
        var query = MessageQuery.Of(dialogId).Where(MessageField.SentAt, Is.AtLeast(since - WrongClocks));
        _messages = messages.ListAllAsync(query, Direction.Ascending, PageSize, cancellationToken)
            .Translated(cancellationToken).GetAsyncEnumerator(cancellationToken);
    }

    /// <summary>The message that was reached.</summary>
    public HistoryMessage Current => _messages.Current;

    /// <summary>Goes on to the next message; false when there is none.</summary>
    /// <exception cref="Connectors.ConnectorException">The service refuses, or cannot be reached.</exception>
    public async Task<bool> MoveNextAsync()
    {
        while (await _messages.MoveNextAsync().ConfigureAwait(false))
        {
            if ((Current.CreatedAt ?? Current.SentAt) is not { } arrivedAt || arrivedAt >= _since)
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _messages.DisposeAsync();
}
