using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotHost.Waiting;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Pipeline.Sending;

/// <summary>Carries out commands that are not worth keeping: at once or not at all.</summary>
internal sealed class BestEffort(
    SendService service, AccountConnections accounts, IOtherHosts others, Abandonment abandonment, IOptions<BusOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _places = new(options.Value.MaxCommandsInFlight);

    /// <summary>Waits for a place; does not wait until the command is carried out.</summary>
    public async Task SendAsync(IChatCommand command, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        _ = SendAsync(command);
    }

    /// <inheritdoc />
    public void Dispose() => _places.Dispose();

    private async Task SendAsync(IChatCommand command)
    {
        try
        {
            if (accounts.TryFind(command.Account, out var account) && !account.IsHeld)
            {
                await others.TellAsync(command, abandonment.Token);
            }
            else
            {
                await service.TrySendOnceAsync(command);
            }
        }
        finally
        {
            _places.Release();
        }
    }
}
