using System.Collections.Concurrent;

namespace BotPlatform.BotHost.Storage.Announcements;

/// <summary>Rings when announcements or their runs have changed, on this host or on another one.</summary>
internal sealed class AnnouncementBell
{
    /// <summary>What hosts tell each other.</summary>
    public const string Topic = "announcements";

    private readonly ConcurrentDictionary<object, Action> _listeners = [];

    /// <summary>Calls somebody each time, until the disposal of what is returned; the call must be quick and not throw.</summary>
    public IDisposable Listen(Action rang)
    {
        var listening = new Listening(this);
        _listeners[listening] = rang;
        return listening;
    }

    /// <summary>Something has changed.</summary>
    public void Ring()
    {
        foreach (var (_, rang) in _listeners)
        {
            rang();
        }
    }

    /// <summary>Another host has told something; null if it may have been anything.</summary>
    public void Hear(string? topic)
    {
        if (topic is null or Topic)
        {
            Ring();
        }
    }

    private sealed class Listening(AnnouncementBell bell) : IDisposable
    {
        public void Dispose() => bell._listeners.TryRemove(this, out _);
    }
}
