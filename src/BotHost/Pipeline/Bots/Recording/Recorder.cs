using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.Testing.Recordings;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.Bots.Recording;

/// <summary>Tells whoever listens what bots do with events. Costs nothing while nobody does.</summary>
internal sealed class Recorder
{
    private readonly Lock _gate = new();
    private volatile RecordingListener[] _listeners = [];

    /// <summary>Begins to listen, until it is disposed.</summary>
    public RecordingListener Listen(RecordingFilter filter)
    {
        var listener = new RecordingListener(filter, Forget);
        lock (_gate)
        {
            _listeners = [.. _listeners, listener];
        }

        return listener;
    }

    /// <summary>A bot is about to handle an event; null when nobody wants to know.</summary>
    public HandlingTap? TapFor(string bot, IAccountEvent @event, IBotBackend backend) =>
        Array.Exists(_listeners, one => one.Filter.Wants(@event)) ? new HandlingTap(bot, @event, backend) : null;

    /// <summary>A bot is done with an event, and what it wants is kept.</summary>
    public void Add(RecordedHandling handling)
    {
        foreach (var listener in _listeners)
        {
            listener.Add(handling);
        }
    }

    private void Forget(RecordingListener listener)
    {
        lock (_gate)
        {
            _listeners = [.. _listeners.Where(one => one != listener)];
        }
    }
}
