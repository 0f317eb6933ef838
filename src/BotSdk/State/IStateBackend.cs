namespace BotPlatform.BotSdk.State;

/// <summary>Where a host keeps what bots remember.</summary>
public interface IStateBackend
{
    /// <summary>By which values expire, and conversations time out.</summary>
    TimeProvider Time { get; }

    /// <summary>What is kept there now, expired or not; null for nothing.</summary>
    Task<StateRecord?> FindAsync(StateAddress address, CancellationToken cancellationToken);

    /// <summary>Tells whoever runs the host what became of a bot's state: dropped, ended. Holds nothing that people wrote.</summary>
    void Tell(string bot, string problem);
}
