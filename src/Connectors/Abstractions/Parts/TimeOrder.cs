using System.Runtime.CompilerServices;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Connectors.Parts;

/// <summary>Puts together what several sources tell in order, such as dialogs.</summary>
public static class TimeOrder
{
    /// <summary>
    /// The events of all sources: those of one source in its own order, and of what the sources have to tell next, the oldest. No more
    /// than one event of each is held.
    /// </summary>
    public static async IAsyncEnumerable<IChatEvent> MergeAsync(
        IEnumerable<IAsyncEnumerable<IChatEvent>> sources, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sources);
        IAsyncEnumerator<IChatEvent>[] all = [.. sources.Select(source => source.GetAsyncEnumerator(cancellationToken))];
        try
        {
            var hasNext = await Task.WhenAll(all.Select(one => one.MoveNextAsync().AsTask())).ConfigureAwait(false);
            var waiting = new PriorityQueue<IAsyncEnumerator<IChatEvent>, DateTimeOffset>();
            waiting.EnqueueRange(all.Where((_, i) => hasNext[i]).Select(one => (one, one.Current.Origin.OccurredAt)));
            while (waiting.TryDequeue(out var oldest, out _))
            {
                yield return oldest.Current;
                if (await oldest.MoveNextAsync().ConfigureAwait(false))
                {
                    waiting.Enqueue(oldest, oldest.Current.Origin.OccurredAt);
                }
            }
        }
        finally
        {
            foreach (var one in all)
            {
                await one.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
