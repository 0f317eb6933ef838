using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.ConnectyCube.Rest.Queries;

namespace BotPlatform.BotHost.CommandLine.HistoryExport;

/// <summary>
/// Writes a part of a dialog's history, oldest first and page by page. It holds one page at a time, and leaves messages unread.
/// </summary>
/// <param name="messages">The history.</param>
/// <param name="dialog">24 hex digits.</param>
/// <param name="spans">Which part.</param>
/// <param name="pageSize">How many messages are asked for at a time.</param>
internal sealed class HistoryExporter(IMessagesApi messages, string dialog, IReadOnlyList<SentSpan> spans, int pageSize)
{
    /// <summary>How many messages this run has written.</summary>
    public long Written { get; private set; }

    /// <summary>How many messages there are.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        var count = 0L;
        foreach (var span in spans)
        {
            count += await messages.CountAsync(Query(span, span.From), cancellationToken);
        }

        return count;
    }

    /// <summary>Writes what is not in the file yet. Whatever ends it, what was read by then is in the file in whole lines.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="flushed">Told when a page is in the file.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task WriteAsync(ExportFile file, Action flushed, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var span in spans)
            {
                await WriteAsync(span, file, flushed, cancellationToken);
            }
        }
        finally
        {
            await file.FlushAsync();
        }
    }

    private async Task WriteAsync(SentSpan span, ExportFile file, Action flushed, CancellationToken cancellationToken)
    {
        var query = Query(span, file.Places.Last(span.Precision) ?? span.From);
        await using var reading = messages
            .ListAllAsync(query, Direction.Ascending, pageSize, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            // It waits only for the next page: so all of the last one has been seen.
            var next = reading.MoveNextAsync();
            if (!next.IsCompleted || file.IsFull)
            {
                await file.FlushAsync();
                flushed();
            }

            if (!await next)
            {
                return;
            }

            var message = reading.Current;
            var sent = span.At(message.DateSent);
            if (span.Contains(message.DateSent) && file.TryAdd(ExportedMessage.Of(message, sent), sent))
            {
                Written++;
            }
        }
    }

    private Query<HistoryMessage> Query(SentSpan span, long from) => MessageQuery.Of(dialog)
        .Where(MessageField.DateSent, Is.AtLeast(from))
        .Where(MessageField.DateSent, Is.LessThan(span.To));
}
