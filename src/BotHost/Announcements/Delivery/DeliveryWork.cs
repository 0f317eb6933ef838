using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Pipeline.Sending;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotHost.Waiting;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>Sends what is due to those who are in the ledger, for each account on the one host that holds it.</summary>
internal sealed partial class DeliveryWork(
    RoundMaker rounds,
    AccountDesks desks,
    AccountConnections accounts,
    AnnouncementBell bell,
    SlowDowns slowDowns,
    TimeProvider time,
    ILogger<DeliveryWork> logger) : IAccountWork
{
    private readonly Outage _outage = new("Announcements", "be sent", time, logger);

    public async Task RunAsync(AccountRef account, CancellationToken ended)
    {
        var desk = desks.Of(account);
        var round = rounds.For(account, desk);
        using var changes = bell.Listen(() =>
        {
            round.IsOutdated = true;
            desk.Sending.Call();
        });
        using var complaints = slowDowns.Listen(account, problem => Slow(account, desk, problem));
        await _outage.OutlastAsync(round.BeginAsync, ended);
        while (true)
        {
            var wait = await _outage.OutlastAsync(round.MakeAsync, ended);
            if (wait <= TimeSpan.Zero)
            {
                continue;
            }

            using var sleeping = CancellationTokenSource.CreateLinkedTokenSource(ended);
            var ready = round.LacksConnection ? CallWhenReadyAsync(accounts[account], desk.Sending, sleeping.Token) : Task.CompletedTask;
            await desk.Sending.SleepAsync(wait, ended);
            await sleeping.CancelAsync();
            await ready;
        }
    }

    private static async Task CallWhenReadyAsync(AccountConnection account, WakeUp wake, CancellationToken cancellationToken)
    {
        try
        {
            await account.GetAsync(cancellationToken);
            wake.Call();
        }
        catch (Exception error) when (error is ConnectorException or OperationCanceledException)
        {
            // It is looked at again after a while.
        }
    }

    private void Slow(AccountRef account, AccountDesk desk, ConnectorException problem)
    {
        if (desk.InFlight.Count == 0)
        {
            return; // it is about something else that the account sends
        }

        var before = desk.Pace.SlowedTo;
        desk.Pace.Slow();
        if (before is null)
        {
            LogSlowed(account.Id, problem.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Announcements of account {Account} go slower for a while: {Problem}")]
    private partial void LogSlowed(string account, string problem);
}
