using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Carries out commands that are not worth keeping: at once or not at all.</summary>
internal sealed class BestEffort(SendService service, AccountConnections accounts, IOtherHosts others, WorkInFlight work)
{
    /// <summary>Waits for a place; does not wait until the command is carried out.</summary>
    public async Task SendAsync(IChatCommand command, CancellationToken cancellationToken)
    {
        await work.Commands.WaitAsync(cancellationToken);
        _ = SendAsync(command);
    }

    private async Task SendAsync(IChatCommand command)
    {
        try
        {
            if (accounts.TryFind(command.Account, out var account) && !account.IsHeld)
            {
                await others.TellAsync(command, work.Abandoned);
            }
            else
            {
                await service.TrySendOnceAsync(command);
            }
        }
        finally
        {
            work.Commands.Release();
        }
    }
}
