using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Pipeline.CatchUp;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Connections;

namespace BotPlatform.BotHost.Pipeline.Accounts;

/// <summary>
/// Keeps one account connected, follows how it stands, and hands over what happens to it. The three go on side by side: a host
/// that is slow in handing over learns at once all the same that messages flow again, and those who send go on. What the account
/// missed is handed over before what comes live afterwards.
/// </summary>
internal sealed partial class AccountLoop(
    IEventHandOff events, Witnesses witnesses, GapRepairs repairs, ILogger<AccountLoop> logger)
{
    /// <param name="account">Where those who send learn how it stands.</param>
    /// <param name="mayClose">Completes when nobody sends any more: until then the connector stays, even unread.</param>
    /// <param name="reading">Ends the reading.</param>
    public async Task RunAsync(AccountConnection account, Task mayClose, CancellationToken reading)
    {
        var connector = account.Connector;
        var repair = repairs.For(connector, witnesses.AcceptAsync);
        var following = FollowAsync(account, repair, reading);
        await using (connector)
        {
            await Task.WhenAll(
                ConnectAsync(connector, reading),
                HandOverAsync(connector, repair, reading),
                repair?.RunAsync(reading) ?? Task.CompletedTask);
            await (repair?.SaveAsync(CancellationToken.None) ?? Task.CompletedTask);
            await mayClose;
        }

        await following;
    }

    private async Task ConnectAsync(IChatConnector connector, CancellationToken reading)
    {
        try
        {
            await connector.ConnectAsync(reading);
        }
        catch (OperationCanceledException) when (reading.IsCancellationRequested)
        {
            // The host is stopping.
        }
        catch (ConnectorException)
        {
            // Its states tell the story, and somebody may still ask for another login.
        }
        catch (Exception error)
        {
            LogMistake(error, connector.Account.Id);
        }
    }

    private async Task HandOverAsync(IChatConnector connector, GapRepair? repair, CancellationToken reading)
    {
        using var intake = new Intake(witnesses.AcceptAsync, logger);
        var live = new LiveEvents(connector.Events);
        try
        {
            // Away since the end of the process before.
            await live.HoldAsync(repair?.RepairAsync(reading) ?? Task.CompletedTask, reading);
            while (await live.ReadAsync(reading) is { } received)
            {
                var safe = repair?.Follow(received.Event);
                await intake.AddAsync(received.Event, received.Acknowledge + safe, reading);
                if (received.Event is GapDetected gap)
                {
                    await live.HoldAsync(RepairAsync(gap, repair, reading), reading);
                }
            }
        }
        catch (OperationCanceledException) when (reading.IsCancellationRequested)
        {
            // What is unread was not acknowledged: a network that keeps what is not will deliver it again.
        }

        await intake.WhenEmptyAsync();
    }

    private Task RepairAsync(GapDetected gap, GapRepair? repair, CancellationToken reading)
    {
        if (repair is null)
        {
            LogStays(gap.Origin.Account.Id, gap.Since, gap.Until);
            return Task.CompletedTask;
        }

        return repair.RepairAsync(reading);
    }

    private async Task FollowAsync(AccountConnection account, GapRepair? repair, CancellationToken reading)
    {
        await foreach (var change in account.Connector.StatusChanges.ReadAllAsync(CancellationToken.None))
        {
            account.Follow(change);
            Log(account.Account.Id, change);
            if (change.State == ConnectionState.Ready)
            {
                repair?.Ready();
            }

            if (!reading.IsCancellationRequested)
            {
                _ = TellAsync(change);
            }
        }
    }

    private async Task TellAsync(ConnectionStateChanged change)
    {
        try
        {
            await events.AcceptAsync(change);
        }
        catch (OperationCanceledException)
        {
            // The host gave up.
        }
        catch (Exception error)
        {
            LogLost(error, nameof(ConnectionStateChanged), change.Origin.EventId);
        }
    }

    private void Log(string account, ConnectionStateChanged change)
    {
        switch (change.State)
        {
            case ConnectionState.Ready:
                LogReady(account);
                break;
            case ConnectionState.Reconnecting when change.RetryAt is { } retryAt:
                LogWaiting(account, change.FailedAttempts, retryAt, change.Problem);
                break;
            case ConnectionState.Reconnecting:
                LogReconnecting(account, change.Problem);
                break;
            case ConnectionState.AuthenticationFailure:
                LogRefused(account, change.Problem);
                break;
            case ConnectionState.ForceClosed:
                LogGivenUp(account, change.Problem);
                break;
            default:
                LogState(account, change.State);
                break;
        }
    }

    [LoggerMessage(LogLevel.Information, "Account {Account} is ready.")]
    private partial void LogReady(string account);

    [LoggerMessage(LogLevel.Warning, "Account {Account} is not connected and connects anew: {Problem}")]
    private partial void LogReconnecting(string account, string? problem);

    [LoggerMessage(LogLevel.Warning,
        "Account {Account} is not connected, attempts failed: {Attempts}, next attempt at {RetryAt:HH:mm:ss.f}: {Problem}")]
    private partial void LogWaiting(string account, int attempts, DateTimeOffset retryAt, string? problem);

    [LoggerMessage(LogLevel.Error, "Account {Account} stays disconnected until its credentials are corrected: {Problem}")]
    private partial void LogRefused(string account, string? problem);

    [LoggerMessage(LogLevel.Error, "Account {Account} stays disconnected until somebody asks for a new login: {Problem}")]
    private partial void LogGivenUp(string account, string? problem);

    [LoggerMessage(LogLevel.Debug, "Account {Account} is in the state {State}.")]
    private partial void LogState(string account, ConnectionState state);

    [LoggerMessage(LogLevel.Warning,
        "Account {Account} was away from {Since:u} to {Until:u}, and its history cannot be read: what it missed then stays missed.")]
    private partial void LogStays(string account, DateTimeOffset since, DateTimeOffset until);

    [LoggerMessage(LogLevel.Error, "{Type} {Event} cannot be kept and is lost.")]
    private partial void LogLost(Exception error, string type, string @event);

    [LoggerMessage(LogLevel.Error, "The connector of account {Account} failed in a way that it should not.")]
    private partial void LogMistake(Exception error, string account);
}
