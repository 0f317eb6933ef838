using BotPlatform.BotHost.Bus;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>What is under way and kept nowhere, and the end of all waiting.</summary>
internal sealed class WorkInFlight : IDisposable
{
    private readonly CancellationTokenSource _abandoned = new();

    public WorkInFlight(IOptions<BusOptions> options)
    {
        Commands = new SemaphoreSlim(options.Value.MaxCommandsInFlight);
        Abandoned = _abandoned.Token;
    }

    /// <summary>
    /// A place for each command that is not worth keeping: whoever sends one takes a place first, and gives it back when it is carried
    /// out.
    /// </summary>
    public SemaphoreSlim Commands { get; }

    /// <summary>Fires when the host stops waiting for work to end.</summary>
    public CancellationToken Abandoned { get; }

    /// <summary>Gives up what is not finished.</summary>
    public Task AbandonAsync() => _abandoned.CancelAsync();

    public void Dispose()
    {
        _abandoned.Cancel(); // of a host that never ran, or was not stopped
        _abandoned.Dispose();
        Commands.Dispose();
    }
}
