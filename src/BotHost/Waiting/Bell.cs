using System.Collections.Concurrent;

namespace BotPlatform.BotHost.Waiting;

/// <summary>Calls everybody who listens.</summary>
internal sealed class Bell<T>
{
    private readonly ConcurrentDictionary<Listening, Action<T>> _listeners = [];

    /// <summary>Calls somebody each time, until the disposal of what is returned; the call must be quick and not throw.</summary>
    public IDisposable Listen(Action<T> rang)
    {
        var listening = new Listening(this);
        _listeners[listening] = rang;
        return listening;
    }

    /// <summary>Something has happened.</summary>
    public void Ring(T what)
    {
        foreach (var (_, rang) in _listeners)
        {
            rang(what);
        }
    }

    private sealed class Listening(Bell<T> bell) : IDisposable
    {
        public void Dispose() => bell._listeners.TryRemove(this, out _);
    }
}
