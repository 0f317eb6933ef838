using System.Threading.Channels;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Connectors.Parts;

/// <summary>
/// Carries what an account receives to whoever reads the events: one after the other, in order, and no faster than the events are
/// read. What the connection itself has to say comes in between.
/// </summary>
/// <typeparam name="T">What the network sends, for example a stanza.</typeparam>
/// <param name="received">What the network sends; bounded, so that a reader of events who stops stops the network too.</param>
/// <param name="handle">Says what it means; null when it means nothing to a bot. It must not throw, and return quickly.</param>
public sealed class EventPump<T>(ChannelReader<T> received, Func<T, ReceivedEvent?> handle)
{
    private const int EventCapacity = 256;
    private const int MaxOwnWaiting = 256;

    private readonly ReceiveProgress<T> _progress = new(received);
    private readonly Channel<IAccountEvent> _own = Channel.CreateUnbounded<IAccountEvent>();
    private readonly Channel<ReceivedEvent> _events = Channel.CreateBounded<ReceivedEvent>(
        new BoundedChannelOptions(EventCapacity) { SingleWriter = true });

    private volatile TaskCompletionSource? _held;

    /// <summary>What happened, in order; completes when the pump ends.</summary>
    public ChannelReader<ReceivedEvent> Events => _events.Reader;

    /// <summary>The connection itself has something to say. For rare things: they wait without a bound.</summary>
    public void Tell(IAccountEvent happened) => _own.Writer.TryWrite(happened);

    /// <summary>Like <see cref="Tell"/>, where others decide how often it comes; false when 256 wait already.</summary>
    public bool TryTell(IAccountEvent happened) => _own.Reader.Count < MaxOwnWaiting && _own.Writer.TryWrite(happened);

    /// <summary>
    /// Ends when everything that has been received by now has been looked at, or when that waits for a reader of the events.
    /// </summary>
    public Task CatchUpAsync() => _progress.CatchUpAsync();

    /// <summary>Leaves what the network sends unread until <see cref="Release"/>; only what the connection itself says goes on.</summary>
    public void Hold()
    {
        if (_held is null)
        {
            _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _progress.Halt();
        }
    }

    /// <summary>Goes on after <see cref="Hold"/>: first with what the connection has said until now.</summary>
    public void Release()
    {
        if (_held is { } held)
        {
            _held = null;
            _progress.Resume();
            held.SetResult();
        }
    }

    /// <summary>Runs until there is nothing more to receive, or the token fires.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await PumpAsync(stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // That is how it ends.
        }
        finally
        {
            _progress.Halt();
            _events.Writer.TryComplete();
        }
    }

    private async Task PumpAsync(CancellationToken stopping)
    {
        var hasOwn = _own.Reader.WaitToReadAsync(stopping).AsTask();
        var hasReceived = received.WaitToReadAsync(stopping).AsTask();
        while (true)
        {
            await Task.WhenAny(hasOwn, _held?.Task ?? hasReceived).ConfigureAwait(false);

            // Looked at first: what the connection said before it let go comes before what it held.
            var isHeld = _held is not null;
            while (_own.Reader.TryRead(out var said))
            {
                await PublishAsync(new ReceivedEvent(said, () => { }), stopping).ConfigureAwait(false);
            }

            if (hasOwn.IsCompleted)
            {
                await hasOwn.ConfigureAwait(false);
                hasOwn = _own.Reader.WaitToReadAsync(stopping).AsTask();
            }

            if (isHeld || !hasReceived.IsCompleted)
            {
                continue;
            }

            if (!await hasReceived.ConfigureAwait(false))
            {
                return;
            }

            while (_held is null && !_own.Reader.TryPeek(out _) && _progress.TryHandle(handle, out var happened))
            {
                if (happened is not null)
                {
                    await PublishAsync(happened, stopping).ConfigureAwait(false);
                }
            }

            hasReceived = received.WaitToReadAsync(stopping).AsTask();
        }
    }

    private ValueTask PublishAsync(ReceivedEvent happened, CancellationToken stopping)
    {
        return _events.Writer.TryWrite(happened) ? default : WaitAsync();

        async ValueTask WaitAsync()
        {
            _progress.Halt();
            await _events.Writer.WriteAsync(happened, stopping).ConfigureAwait(false);
            _progress.Resume();
        }
    }
}
