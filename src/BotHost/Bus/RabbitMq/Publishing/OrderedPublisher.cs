using System.Threading.Channels;
using BotPlatform.BotHost.Waiting;
using RabbitMQ.Client;

namespace BotPlatform.BotHost.Bus.RabbitMq.Publishing;

/// <summary>
/// Publishes messages to one exchange in the order in which they come, many on their way at once. When a channel breaks, everything that was not
/// confirmed is written again in its order: what had arrived comes twice, and the first copies of all are in order.
/// </summary>
/// <param name="connection">The way to the broker, which nobody else uses.</param>
/// <param name="exchange">The name of the exchange.</param>
/// <param name="prepare">Makes sure that the exchange is there, with the queues behind it; called for each channel.</param>
/// <param name="patience">How long the broker may take to confirm a message; then the channel counts as broken.</param>
/// <param name="time">The clock of that.</param>
/// <param name="logger">Hears of trouble.</param>
internal sealed class OrderedPublisher(
    BrokerConnection connection,
    string exchange,
    Func<IChannel, CancellationToken, Task> prepare,
    TimeSpan patience,
    TimeProvider time,
    ILogger logger)
{
    private static readonly Backoff Backoff = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1));

    // Confirms are counted here, so that a message is written when the one before is, and not when that one is confirmed.
    private static readonly CreateChannelOptions WithConfirms =
        new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false);

    private readonly PublishWindow _window = new(time);
    private readonly Channel<bool> _added = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly Outage _outage = new($"What goes to {exchange}", "be published", time, logger);
    private bool _isOver;
    private string? _problem;

    /// <summary>Why nothing is published; null while all is well.</summary>
    public string? Problem => _problem;

    /// <summary>Publishes a message behind all those that came before.</summary>
    /// <returns>Completes when the broker keeps it, in every queue that it belongs into; is cancelled when the host gives up.</returns>
    public Task PublishAsync(PublishedMessage message)
    {
        _window.Add(message);
        _added.Writer.TryWrite(true);
        if (Volatile.Read(ref _isOver))
        {
            _window.GiveUp();
        }

        return message.Done;
    }

    /// <summary>Publishes until the token fires.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; !cancellationToken.IsCancellationRequested; attempt = _problem is null ? 0 : attempt + 1)
        {
            try
            {
                await OverOneChannelAsync(cancellationToken);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                _problem = error.GetBaseException().Message;
                _outage.Begin(this, error);
                await Task.Delay(Backoff.Delay(attempt), time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception)
            {
                // It is over.
            }
        }

        Volatile.Write(ref _isOver, true);
        _window.GiveUp();
    }

    /// <summary>Does not return before it throws.</summary>
    private async Task OverOneChannelAsync(CancellationToken cancellationToken)
    {
        var channel = await connection.OpenChannelAsync(WithConfirms, cancellationToken);
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writing = Task.CompletedTask;
        try
        {
            await prepare(channel, cancellationToken);
            _window.Restart();
            if (_window.Count == 0)
            {
                Works(); // otherwise the first confirm shows it
            }

            channel.BasicAcksAsync += (_, ack) =>
            {
                if (!broken.IsCancellationRequested) // the next channel has numbers of its own
                {
                    _window.Confirm(ack.DeliveryTag, ack.Multiple);
                    Works();
                }

                return Task.CompletedTask;
            };
            channel.BasicNacksAsync += (_, _) => broken.CancelAsync(); // the broker could not keep it
            channel.ChannelShutdownAsync += (_, _) => broken.CancelAsync();
            writing = WriteAsync(channel, broken.Token);
            await await Task.WhenAny(writing, WatchAsync(broken.Token));
        }
        finally
        {
            await broken.CancelAsync();
            await connection.CloseAsync(channel);
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // it would take what the next channel is to write
        }
    }

    private async Task WriteAsync(IChannel channel, CancellationToken cancellationToken)
    {
        while (true)
        {
            while (!cancellationToken.IsCancellationRequested && _window.Next() is { } message)
            {
                await channel.BasicPublishAsync(
                    exchange, message.Key, mandatory: false, message.Properties, message.Body, cancellationToken);
            }

            await _added.Reader.ReadAsync(cancellationToken);
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(patience / 4, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (_window.Age > patience)
            {
                throw new TimeoutException($"The broker has not confirmed a message within {patience}.");
            }
        }
    }

    private void Works()
    {
        if (Interlocked.Exchange(ref _problem, null) is not null)
        {
            _outage.End(this);
        }
    }
}
