using BotPlatform.BotHost.Bus;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Carries out commands on the connection of their account, and tells what became of them.</summary>
internal sealed partial class SendService(
    AccountConnections accounts,
    OutcomePublisher outcomes,
    WorkInFlight work,
    HostMetrics metrics,
    IOptions<BusOptions> busOptions,
    TimeProvider time,
    ILogger<SendService> logger)
{
    private readonly BusOptions _options = busOptions.Value;

    /// <summary>The account's connector, if messages flow on it and the account is one of ours.</summary>
    public IChatConnector? ConnectorOf(IReliableCommand command) =>
        accounts.TryFind(command.Account, out var account) ? account.Current : null;

    /// <summary>Carries out a command once. Does not throw.</summary>
    /// <returns>
    /// Null when the command is dealt with: carried out, refused or abandoned. Else why it is to be sent again.
    /// </returns>
    public async Task<ConnectorException?> TrySendAsync(IChatConnector connector, Outgoing outgoing)
    {
        try
        {
            await outgoing.SendAsync(connector, work.Abandoned);
            metrics.CommandSent(outgoing.Kind);
            await outcomes.SentAsync(connector, outgoing.Command);
            return null;
        }
        catch (OperationCanceledException) when (work.Abandoned.IsCancellationRequested)
        {
            return null;
        }
        catch (ConnectorRefusedException error)
        {
            await RefuseAsync(outgoing, error);
            return null;
        }
        catch (ConnectorException error)
        {
            return error;
        }
        catch (Exception error)
        {
            await FailAsync(outgoing, 1, error); // a mistake of the connector's; repeating it would repeat the mistake
            return null;
        }
    }

    /// <summary>
    /// Carries out a command: again on the next connection when one breaks, until that has used up the retries, because then it
    /// may be the command that breaks them. While there is no connection and one may come it waits. Does not throw.
    /// </summary>
    public async Task SendAsync(Outgoing outgoing)
    {
        for (var attempt = 0; ; attempt++)
        {
            ConnectorException? problem;
            try
            {
                problem = await TrySendAsync(await accounts.Find(outgoing.Command.Account).GetAsync(work.Abandoned), outgoing);
            }
            catch (OperationCanceledException) when (work.Abandoned.IsCancellationRequested)
            {
                return;
            }
            catch (ConnectorRefusedException error)
            {
                await RefuseAsync(outgoing, error);
                return;
            }
            catch (ConnectorException error)
            {
                problem = error;
            }

            if (problem is null)
            {
                return;
            }

            if (attempt >= _options.Retries || problem is AccountOfflineException)
            {
                await FailAsync(outgoing, attempt + 1, problem);
                return;
            }

            LogRetry(outgoing.Kind, outgoing.Command.CommandId, problem.Message);
            var delay = Backoff.Delay(attempt, _options.RetryDelay, _options.MaxRetryDelay);
            await Task.Delay(delay, time, work.Abandoned).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Carries out a command if the account is connected and its network can. Does not throw.</summary>
    public async Task TrySendOnceAsync<TCommand>(TCommand command)
        where TCommand : class, IChatCommand
    {
        try
        {
            if (accounts.TryFind(command.Account, out var account) && account.Current is { } connector)
            {
                await Abilities.CarryOutAsync(connector, command, work.Abandoned);
            }
        }
        catch (OperationCanceledException) when (work.Abandoned.IsCancellationRequested)
        {
            // The host is stopping.
        }
        catch (Exception error)
        {
            LogLost(typeof(TCommand).Name, command.Dialog.Id, error.Message);
        }
    }

    private Task RefuseAsync(Outgoing outgoing, ConnectorRefusedException error)
    {
        var command = outgoing.Command;
        metrics.CommandRefused(outgoing.Kind);
        LogRefused(outgoing.Kind, command.CommandId, command.Dialog.Id, error.Reason, error.Message);
        return outcomes.FailedAsync(command, error.Reason, error.Message);
    }

    private Task FailAsync(Outgoing outgoing, int attempts, Exception error)
    {
        var command = outgoing.Command;
        metrics.CommandFailed(outgoing.Kind);
        LogFailed(error, outgoing.Kind, command.CommandId, command.Dialog.Id, attempts);
        return outcomes.FailedAsync(command, reason: null, error.Message);
    }

    [LoggerMessage(LogLevel.Warning, "{Kind} {Command} for dialog {Dialog} was refused ({Reason}) and is given up: {Problem}")]
    private partial void LogRefused(string kind, string command, string dialog, string reason, string problem);

    [LoggerMessage(LogLevel.Warning, "{Kind} {Command} could not be sent and is tried again: {Problem}")]
    private partial void LogRetry(string kind, string command, string problem);

    [LoggerMessage(LogLevel.Error, "{Kind} {Command} for dialog {Dialog} failed {Attempts} times and is given up.")]
    private partial void LogFailed(Exception error, string kind, string command, string dialog, int attempts);

    [LoggerMessage(LogLevel.Debug, "{Kind} for dialog {Dialog} was lost: {Problem}")]
    private partial void LogLost(string kind, string dialog, string problem);
}
