using MassTransit;
using MassTransit.RabbitMqTransport;

namespace BotPlatform.BotHost.Bus.RabbitMq;

/// <summary>
/// Lets messages through one after the other, in the order in which the broker has given them to this host; the next one may go on while
/// what came of the one before is still being made durable.
/// </summary>
internal sealed class LaneOrder : IFilter<ReceiveContext>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, TaskCompletionSource> _waiting = [];
    private readonly HashSet<object> _gone = [];
    private object? _channel;
    private ulong _next;
    private bool _isDropped;

    /// <summary>Lets no more through: another host may work on the lane.</summary>
    public void Drop()
    {
        lock (_gate)
        {
            _isDropped = true;
            GiveUpWaiting();
        }
    }

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        // Not the consumer's tag: the first messages may come before it is known.
        using var turn = await EnterAsync(
            context.GetPayload<ChannelContext>().Channel, context.GetPayload<RabbitMqBasicConsumeContext>().DeliveryTag);
        context.AddOrUpdatePayload(() => turn, _ => turn);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("laneOrder");

    // A channel gets its messages under the numbers 1, 2, 3. After a broken connection there is another channel, and the broker gives
    // it again what the one before has not acknowledged.
    internal async Task<LaneTurn> EnterAsync(object channel, ulong number)
    {
        Task waiting;
        lock (_gate)
        {
            if (_isDropped || _gone.Contains(channel))
            {
                throw new AbandonedException();
            }

            if (channel != _channel)
            {
                GiveUpWaiting();
                _gone.UnionWith(_channel is null ? [] : [_channel]);
                (_channel, _next) = (channel, 1);
            }

            waiting = number == _next ? Task.CompletedTask : (_waiting[number] = NewSource()).Task;
        }

        await waiting;
        return new LaneTurn(() => Leave(channel, number));
    }

    private void Leave(object channel, ulong number)
    {
        lock (_gate)
        {
            if (channel == _channel && number == _next)
            {
                _next++;
                if (_waiting.Remove(_next, out var next))
                {
                    next.SetResult();
                }
            }
        }
    }

    private void GiveUpWaiting()
    {
        foreach (var waiting in _waiting.Values)
        {
            waiting.SetException(new AbandonedException());
        }

        _waiting.Clear();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>The right of one message to be worked on, until it is disposed.</summary>
internal sealed class LaneTurn(Action leave) : IDisposable
{
    private Action? _leave = leave;

    /// <inheritdoc />
    public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
}
