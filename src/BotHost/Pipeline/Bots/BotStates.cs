using BotPlatform.BotHost.Storage.States;
using BotPlatform.BotHost.Waiting;
using BotPlatform.BotSdk.State;

namespace BotPlatform.BotHost.Pipeline.Bots;

/// <summary>What bots read of what they remember. While the database is away they wait, as long as a handler may take.</summary>
internal sealed partial class BotStates(StateStore store, TimeProvider time, ILogger<BotStates> logger) : IStateBackend
{
    private readonly Outage _outage = new("What bots remember", "be looked up", time, logger);

    public TimeProvider Time => time;

    public Task<StateRecord?> FindAsync(StateAddress address, CancellationToken cancellationToken) =>
        _outage.OutlastAsync(token => store.FindAsync(address, token), cancellationToken);

    public void Tell(string bot, string problem) => LogProblem(bot, problem);

    [LoggerMessage(LogLevel.Warning, "Bot {Bot}: {Problem}")]
    private partial void LogProblem(string bot, string problem);
}
