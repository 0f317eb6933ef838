using System.Threading.Channels;

namespace BotPlatform.Connectors.Parts;

/// <summary>
/// Knows how far the reading of what a connection received has come. A server sends the refusal of a message before it acknowledges
/// the message, but the acknowledgement may take a shorter way; whoever sees it waits here until what came before it has been looked
/// at too.
/// </summary>
internal sealed class ReceiveProgress<T>(ChannelReader<T> received)
{
    private readonly Lock _gate = new();
    private readonly List<(long Target, TaskCompletionSource Reached)> _waiting = [];
    private long _handled;
    private int _halts;

    /// <summary>Takes the next item, if there is one, and handles it.</summary>
    public bool TryHandle<TResult>(Func<T, TResult> handle, out TResult? result)
    {
        lock (_gate)
        {
            if (!received.TryRead(out var item))
            {
                result = default;
                return false;
            }

            result = handle(item);
            _handled++;
            _waiting.RemoveAll(w => w.Target <= _handled && w.Reached.TrySetResult());
            return true;
        }
    }

    /// <summary>The reader waits for somebody else, or has ended: nobody shall wait for it. It may do so for several reasons.</summary>
    public void Halt()
    {
        lock (_gate)
        {
            _halts++;
            _waiting.ForEach(w => w.Reached.TrySetResult());
            _waiting.Clear();
        }
    }

    /// <summary>One of the reasons is gone.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            _halts--;
        }
    }

    /// <summary>Ends when everything that has been received by now has been handled, or the reader halts.</summary>
    public Task CatchUpAsync()
    {
        lock (_gate)
        {
            if (_halts > 0 || !received.CanCount || received.Count == 0)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((_handled + received.Count, reached));
            return reached.Task;
        }
    }
}
