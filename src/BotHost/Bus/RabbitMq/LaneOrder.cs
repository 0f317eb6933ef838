using MassTransit;

namespace BotPlatform.BotHost.Bus.RabbitMq;

/// <summary>
/// Lets messages through one after the other, in the order in which the broker has given them to this host; the next one may go on while
/// what came of the one before is still being made durable.
/// </summary>
internal sealed class LaneOrder : IFilter<ReceiveContext>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, TaskCompletionSource> _waiting = [];
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);
    private string? _consumer;
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
        var delivery = context.GetPayload<RabbitMqBasicConsumeContext>();
        using var turn = await EnterAsync(delivery.ConsumerTag, delivery.DeliveryTag);
        context.AddOrUpdatePayload(() => turn, _ => turn);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("laneOrder");

    // A consumer gets its messages under the numbers 1, 2, 3. After a broken connection there is another consumer, and the broker gives
    // it again what the one before has not acknowledged.
    private async Task<LaneTurn> EnterAsync(string consumer, ulong number)
    {
        Task waiting;
        lock (_gate)
        {
            if (_isDropped || _gone.Contains(consumer))
            {
                throw new AbandonedException();
            }

            if (consumer != _consumer)
            {
                GiveUpWaiting();
                _gone.UnionWith(_consumer is null ? [] : [_consumer]);
                (_consumer, _next) = (consumer, 1);
            }

            waiting = number == _next ? Task.CompletedTask : (_waiting[number] = NewSource()).Task;
        }

        await waiting;
        return new LaneTurn(() => Leave(consumer, number));
    }

    private void Leave(string consumer, ulong number)
    {
        lock (_gate)
        {
            if (consumer == _consumer && number == _next)
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
