using BotPlatform.BotHost.Leases;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotSdk;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace BotPlatform.BotHost.Hosting;

/// <summary>Greets when the web port answers and every account that this host holds has tried to connect.</summary>
internal sealed class WelcomeService(
    Welcome welcome,
    IServer server,
    AccountConnections accounts,
    [FromKeyedServices(LeaseGroups.Accounts)] ILeases leases,
    IBotCatalog catalog,
    IHostApplicationLifetime lifetime,
    TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        await Task.WhenAny(TriedAsync(), Task.Delay(Patience, time, stoppingToken));
        stoppingToken.ThrowIfCancellationRequested();
        await welcome.PrintAsync(server.Features.Get<IServerAddressesFeature>()!.Addresses, accounts, leases, catalog);
    }

    private async Task TriedAsync()
    {
        await leases.Looked;
        await Task.WhenAll(
            accounts.All.Where(account => leases.OtherHolderOf(account.Name) is null).Select(account => account.Tried));
    }
}
