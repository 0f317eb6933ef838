using System.Threading.Channels;
using BotPlatform.Connectors;

namespace BotPlatform.BotHost.Pipeline.CatchUp;

/// <summary>
/// What an account hears live, which can be made to wait. Some wait here, so that the connector goes on reading: on some networks the
/// history comes on the same stream. More wait in the connector, and then at the server.
/// </summary>
internal sealed class LiveEvents(ChannelReader<ReceivedEvent> events)
{
    private const int MaxHeld = 1024;

    private readonly Queue<ReceivedEvent> _held = new();

    /// <summary>The next event; null when there are no more.</summary>
    public async ValueTask<ReceivedEvent?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_held.TryDequeue(out var held))
        {
            return held;
        }

        while (await events.WaitToReadAsync(cancellationToken))
        {
            if (events.TryRead(out var next))
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>Returns when the task has completed; what comes in until then waits.</summary>
    public async Task HoldAsync(Task until, CancellationToken cancellationToken)
    {
        while (!until.IsCompleted && _held.Count < MaxHeld)
        {
            var coming = events.WaitToReadAsync(cancellationToken).AsTask();
            await Task.WhenAny(until, coming);
            if (coming.IsCompleted && !await coming)
            {
                break;
            }

            while (_held.Count < MaxHeld && events.TryRead(out var next))
            {
                _held.Enqueue(next);
            }
        }

        await until;
    }
}
