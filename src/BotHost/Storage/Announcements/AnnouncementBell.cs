using BotPlatform.BotHost.Waiting;

namespace BotPlatform.BotHost.Storage.Announcements;

/// <summary>Rings when announcements or their runs have changed, on this host or on another one.</summary>
internal sealed class AnnouncementBell : IHearsHosts
{
    /// <summary>What hosts tell each other.</summary>
    public const string Topic = "announcements";

    private readonly Bell<bool> _bell = new();

    /// <summary>Calls somebody each time, until the disposal of what is returned; the call must be quick and not throw.</summary>
    public IDisposable Listen(Action rang) => _bell.Listen(_ => rang());

    /// <summary>Something has changed.</summary>
    public void Ring() => _bell.Ring(true);

    /// <inheritdoc />
    public void Hear(string? topic)
    {
        if (topic is null or Topic)
        {
            Ring();
        }
    }
}
