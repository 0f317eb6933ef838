using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotHost.Waiting;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Pipeline.Sending;

/// <summary>What became of a command.</summary>
/// <param name="Outcome">The event that tells it; null where nothing is to be told.</param>
internal sealed record Fate(IAccountEvent? Outcome)
{
    /// <summary>The host gave up; the next process sends it.</summary>
    public static Fate Abandoned { get; } = new((IAccountEvent?)null) { IsAbandoned = true };

    public bool IsAbandoned { get; private init; }
}

/// <summary>Carries out commands on the connection of their account, and tells what became of them.</summary>
internal sealed partial class SendService(
    AccountConnections accounts,
    Outcomes outcomes,
    SlowDowns slowDowns,
    Abandonment abandonment,
    HostMetrics metrics,
    IOptions<BusOptions> busOptions,
    TimeProvider time,
    ILogger<SendService> logger)
{
    // The network's word for "not so fast" (RFC 6120 §8.3.3.18): the only refusal after which the same may succeed.
    private const string Later = "resource-constraint";

    private readonly BusOptions _options = busOptions.Value;

    /// <summary>The account's connector, if messages flow on it and the account is one of ours.</summary>
    public IChatConnector? ConnectorOf(IReliableCommand command) =>
        accounts.TryFind(command.Account, out var account) ? account.Current : null;

    /// <summary>Carries out a command once. Does not throw.</summary>
    /// <returns>What became of it; or why it is to be sent again.</returns>
    public async Task<(ConnectorException? Problem, Fate? Fate)> TrySendAsync(IChatConnector connector, Outgoing outgoing)
    {
        try
        {
            await Abilities.CarryOutAsync(connector, outgoing.Command, abandonment.Token);
            metrics.CommandSent(outgoing.Kind);
            return (null, new Fate(outcomes.Sent(connector, outgoing.Command)));
        }
        catch (OperationCanceledException) when (abandonment.Token.IsCancellationRequested)
        {
            return (null, Fate.Abandoned);
        }
        catch (ConnectorRefusedException error) when (error.Reason != Later)
        {
            return (null, Refuse(outgoing, error));
        }
        catch (ConnectorException error)
        {
            slowDowns.Tell(outgoing.Command.Account, error);
            return (error, null);
        }
        catch (Exception error)
        {
            return (null, Fail(outgoing, 1, error)); // a mistake of the connector's; repeating it would repeat the mistake
        }
    }

    /// <summary>
    /// Carries out a command: again on the next connection when one breaks, until that has used up the retries, because then it
    /// may be the command that breaks them. While there is no connection and one may come it waits. Does not throw.
    /// </summary>
    public async Task<Fate> SendAsync(Outgoing outgoing)
    {
        for (var attempt = 0; ; attempt++)
        {
            ConnectorException? problem;
            try
            {
                var connector = await accounts.Find(outgoing.Command.Account).GetAsync(abandonment.Token);
                (problem, var fate) = await TrySendAsync(connector, outgoing);
                if (fate is not null)
                {
                    return fate;
                }
            }
            catch (OperationCanceledException) when (abandonment.Token.IsCancellationRequested)
            {
                return Fate.Abandoned;
            }
            catch (AccountGoneException)
            {
                return Fate.Abandoned; // it stays in its queue for whoever holds the account
            }
            catch (ConnectorRefusedException error)
            {
                return Refuse(outgoing, error);
            }
            catch (ConnectorException error)
            {
                problem = error;
            }

            if (attempt >= _options.Retries || problem is AccountOfflineException)
            {
                return problem is ConnectorRefusedException refused
                    ? Refuse(outgoing, refused)
                    : Fail(outgoing, attempt + 1, problem!);
            }

            LogRetry(outgoing.Kind, outgoing.Command.CommandId, problem!.Message);
            var delay = _options.Backoff.Delay(attempt);
            await Task.Delay(delay, time, abandonment.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Carries out a command if the account is connected and its network can. Does not throw.</summary>
    public async Task TrySendOnceAsync(IChatCommand command)
    {
        try
        {
            if (accounts.TryFind(command.Account, out var account) && account.Current is { } connector)
            {
                await Abilities.CarryOutAsync(connector, command, abandonment.Token);
            }
        }
        catch (OperationCanceledException) when (abandonment.Token.IsCancellationRequested)
        {
            // The host is stopping.
        }
        catch (Exception error)
        {
            LogLost(command.GetType().Name, command.Dialog.Id, error.Message);
        }
    }

    private Fate Refuse(Outgoing outgoing, ConnectorRefusedException error)
    {
        var command = outgoing.Command;
        metrics.CommandRefused(outgoing.Kind);
        LogRefused(outgoing.Kind, command.CommandId, command.Dialog.Id, error.Reason, error.Message);
        return new Fate(outcomes.Failed(command, error.Reason, error.Message));
    }

    private Fate Fail(Outgoing outgoing, int attempts, Exception error)
    {
        var command = outgoing.Command;
        metrics.CommandFailed(outgoing.Kind);
        LogFailed(error, outgoing.Kind, command.CommandId, command.Dialog.Id, attempts);
        return new Fate(outcomes.Failed(command, reason: null, error.Message));
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
