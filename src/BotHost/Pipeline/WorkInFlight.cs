using BotPlatform.BotHost.Bus;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>What is under way and kept nowhere, and the end of all waiting.</summary>
internal sealed class WorkInFlight(IOptions<BusOptions> options) : IDisposable
{
    private readonly CancellationTokenSource _abandoned = new();

    /// <summary>One credit for each command that is not worth keeping.</summary>
    public CreditLimit Commands { get; } = new(options.Value.MaxCommandsInFlight);

    /// <summary>Fires when the host stops waiting for work to end.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>Gives up what is not finished.</summary>
    public Task AbandonAsync() => _abandoned.CancelAsync();

    public void Dispose()
    {
        _abandoned.Dispose();
        Commands.Dispose();
    }
}
