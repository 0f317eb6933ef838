using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Leases;
using BotPlatform.BotHost.Waiting;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace BotPlatform.BotHost.Bus.RabbitMq.Consuming;

/// <summary>
/// The work on one queue of the broker while this host has its lease: one message after the other, in the order of the queue. A message is
/// acknowledged when what came of it is durable, and no other host gets it before this one is through, or has let go of its channel.
/// </summary>
/// <param name="queue">Which.</param>
/// <param name="connection">The way to the broker.</param>
/// <param name="dispatch">
/// Lets the bot work on a message, and returns when what came of it is durable. When it throws, the message goes to the error queue, or, with an
/// <see cref="AbandonedException"/> at its base, it comes again.
/// </param>
/// <param name="prefetch">How many messages the broker gives in advance, those that have begun included.</param>
/// <param name="outage">Of all lanes together.</param>
/// <param name="time">The clock of the waits.</param>
/// <param name="logger">Hears of messages that cannot be worked on.</param>
internal sealed partial class BrokerLane(
    BrokerQueue queue,
    BrokerConnection connection,
    Func<LaneMessage, LaneTurn, Task> dispatch,
    int prefetch,
    Outage outage,
    TimeProvider time,
    ILogger logger)
{
    private static readonly Backoff Backoff = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1));

    // For what is put aside.
    private static readonly CreateChannelOptions WithConfirms =
        new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    // Those that have begun, in their order. Their number is bounded: what is not acknowledged counts as prefetched.
    private readonly Queue<Task> _begun = new();
    private int _inFlight;
    private int _attempts;

    /// <summary>How many messages are being worked on.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Why the queue is not read; null while it is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Works until the term ends, and finishes what has begun.</summary>
    /// <param name="term">As long as the lease lasts.</param>
    /// <param name="dropped">Fires when what has begun is not waited for: another host may begin any moment.</param>
    public async Task RunAsync(LeaseTerm term, CancellationToken dropped)
    {
        while (!term.Ended.IsCancellationRequested)
        {
            try
            {
                await ReadAsync(term, dropped);
            }
            catch (Exception error) when (!term.Ended.IsCancellationRequested)
            {
                Problem = Reason(error);
                outage.Begin(this, error);
                await Task.Delay(Backoff.Delay(_attempts++), time, term.Ended)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception error)
            {
                LogUnfinished(queue.Name, error.Message); // it ends, and was about to read again
            }
        }

        outage.Leave(this);
    }

    /// <exception cref="Exception">It cannot go on over this channel.</exception>
    private async Task ReadAsync(LeaseTerm term, CancellationToken dropped)
    {
        var channel = await connection.OpenChannelAsync(WithConfirms, term.Ended);
        using var failed = new CancellationTokenSource();
        try
        {
            await queue.DeclareAsync(channel, term.Ended);
            await channel.BasicQosAsync(prefetchSize: 0, (ushort)prefetch, global: false, term.Ended);
            var reader = new LaneReader(channel);

            // Exclusive: refused while a host that has lost the lease, and may not know it, has not let go.
            await channel.BasicConsumeAsync(
                queue.Name, autoAck: false, consumerTag: "", noLocal: false, exclusive: true, arguments: null, reader, term.Ended);
            Problem = null;
            outage.End(this);
            await WorkAsync(channel, reader, term, failed);
        }
        finally
        {
            // After a broken line, too: the messages come again, and are recognised only when they are finished.
            await Task.WhenAll(_begun).WaitAsync(dropped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _begun.Clear();
            await connection.CloseAsync(channel);
        }
    }

    private async Task WorkAsync(IChannel channel, LaneReader reader, LeaseTerm term, CancellationTokenSource failed)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(term.Ended, failed.Token);
        var stopped = stop.Token.FiresAsync();
        while (channel.IsOpen && term.IsHeld && !stop.IsCancellationRequested)
        {
            var message = await reader.Messages.ReadAsync(stop.Token);
            if (term.IsHeld) // a process that was stopped learns it here
            {
                await Task.WhenAny(Begin(channel, message, failed), stopped);
            }
        }

        if (!term.Ended.IsCancellationRequested)
        {
            throw new IOException("A message could not be finished.");
        }
    }

    /// <returns>Completes when the next message may begin.</returns>
    private Task<Task> Begin(IChannel channel, LaneMessage message, CancellationTokenSource failed)
    {
        while (_begun.TryPeek(out var first) && first.IsCompleted)
        {
            _ = _begun.Dequeue();
        }

        var turn = new LaneTurn();
        var handling = HandleAsync(channel, message, turn, failed);
        _begun.Enqueue(handling);
        return Task.WhenAny(turn.Ended, handling);
    }

    /// <summary>Does not throw: what is not acknowledged comes again, over another channel.</summary>
    private async Task HandleAsync(IChannel channel, LaneMessage message, LaneTurn turn, CancellationTokenSource failed)
    {
        Interlocked.Increment(ref _inFlight);
        try
        {
            try
            {
                await dispatch(message, turn);
            }
            catch (Exception error) when (error.GetBaseException() is not AbandonedException)
            {
                LogPutAside(error.GetBaseException(), ErrorQueue.Of(queue.Name), message.RoutingKey);
                await ErrorQueue.PutAsync(channel, queue.Name, message, error, failed.Token);
            }

            await channel.BasicAckAsync(message.Tag, multiple: false);
            _attempts = 0;
        }
        catch (Exception error)
        {
            LogUnfinished(queue.Name, error.Message);
            await CancelAsync(failed);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private static async Task CancelAsync(CancellationTokenSource source)
    {
        try
        {
            await source.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The lane was dropped meanwhile.
        }
    }

    private static string Reason(Exception error) =>
        error is OperationInterruptedException { ShutdownReason.ReplyText: { } reply } ? reply : error.GetBaseException().Message;

    [LoggerMessage(LogLevel.Error, "A message cannot be worked on; it is put into {Queue}. Its routing key was {Key}.")]
    private partial void LogPutAside(Exception error, string queue, string key);

    [LoggerMessage(LogLevel.Debug, "A message of {Queue} was not finished: {Problem}")]
    private partial void LogUnfinished(string queue, string problem);
}
