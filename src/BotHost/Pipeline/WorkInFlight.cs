using BotPlatform.BotHost.Bus;
using BotPlatform.BotSdk;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>
/// What is under way between the connectors' two ends: events that bots handle, and commands that are being sent.
/// </summary>
internal sealed class WorkInFlight(IOptions<BusOptions> options, IBotCatalog catalog) : IDisposable
{
    private readonly CancellationTokenSource _abandoned = new();

    /// <summary>One credit a bot and event. At least one event fits, however many bots there are.</summary>
    public CreditLimit Events { get; } = new(Math.Max(options.Value.MaxEventsInFlight, catalog.Bots.Count));

    /// <summary>One credit a command.</summary>
    public CreditLimit Commands { get; } = new(options.Value.MaxCommandsInFlight);

    /// <summary>Fires when the host stops waiting for work to end.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>Waits until all is done; gives up and abandons the rest when the token fires.</summary>
    /// <returns>Whether all was done.</returns>
    public async Task<bool> DrainAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Events make commands, and commands events: that one was sent, that one failed.
            while (Events.InUse > 0 || Commands.InUse > 0)
            {
                await Events.WhenIdleAsync(cancellationToken);
                await Commands.WhenIdleAsync(cancellationToken);
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            await _abandoned.CancelAsync();
            return false;
        }
    }

    public void Dispose()
    {
        _abandoned.Dispose();
        Events.Dispose();
        Commands.Dispose();
    }
}
