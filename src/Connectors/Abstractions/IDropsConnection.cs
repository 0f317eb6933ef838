namespace BotPlatform.Connectors;

/// <summary>The ability to end the connection this instant, for a host that may no longer use the account.</summary>
public interface IDropsConnection
{
    /// <summary>
    /// Ends the connection, or the attempts, without a word: nothing more is sent or acknowledged. Only the disposal may follow. Returns at
    /// once.
    /// </summary>
    void Drop();
}
