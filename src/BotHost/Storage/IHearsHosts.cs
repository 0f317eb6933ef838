namespace BotPlatform.BotHost.Storage;

/// <summary>Hears what hosts that share the database tell each other in passing (<see cref="Database.AnnounceSql"/>).</summary>
internal interface IHearsHosts
{
    /// <summary>A host, perhaps this one, has told something; must be quick and not throw.</summary>
    /// <param name="topic">What; null if it may have been anything.</param>
    void Hear(string? topic);
}
