using BotPlatform.BotHost.Bus;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Carries out commands on the connection of their account.</summary>
internal sealed partial class SendService(
    AccountConnections accounts,
    WorkInFlight work,
    HostMetrics metrics,
    IOptions<BusOptions> busOptions,
    TimeProvider time,
    ILogger<SendService> logger)
{
    private readonly BusOptions _options = busOptions.Value;

    /// <summary>The account's connector, if it is connected and the account is one of ours.</summary>
    public IChatConnector? ConnectorOf(SendMessage command) =>
        accounts.TryFind(command.Account, out var account) ? account.Current : null;

    /// <summary>Sends a message once. Does not throw.</summary>
    /// <returns>Null when the message is dealt with: sent, refused or abandoned. Else why it is to be sent again.</returns>
    public async Task<ConnectorException?> TrySendAsync(IChatConnector connector, SendMessage command)
    {
        try
        {
            await connector.SendAsync(command, work.Abandoned);
            metrics.MessageSent();
            return null;
        }
        catch (OperationCanceledException) when (work.Abandoned.IsCancellationRequested)
        {
            return null;
        }
        catch (ConnectorRefusedException error)
        {
            Refuse(command, error);
            return null;
        }
        catch (ConnectorException error)
        {
            return error;
        }
        catch (Exception error)
        {
            Fail(command, 1, error); // a mistake of the connector's; repeating it would repeat the mistake
            return null;
        }
    }

    /// <summary>
    /// Sends a message: again on the next connection when one breaks, until that has used up the retries, because then it may be
    /// the message that breaks them. While there is no connection it waits. Does not throw.
    /// </summary>
    public async Task SendAsync(SendMessage command)
    {
        for (var attempt = 0; ; attempt++)
        {
            ConnectorException? problem;
            try
            {
                problem = await TrySendAsync(await accounts.Find(command.Account).GetAsync(work.Abandoned), command);
            }
            catch (OperationCanceledException) when (work.Abandoned.IsCancellationRequested)
            {
                return;
            }
            catch (ConnectorRefusedException error)
            {
                Refuse(command, error);
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

            if (attempt >= _options.Retries || problem is ConnectorAuthenticationException)
            {
                Fail(command, attempt + 1, problem);
                return;
            }

            LogRetry(command.CommandId, problem.Message);
            var delay = Backoff.Delay(attempt, _options.RetryDelay, _options.MaxRetryDelay);
            await Task.Delay(delay, time, work.Abandoned).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Shows "is typing" if the account is connected and its network can. Does not throw.</summary>
    public async Task SetTypingAsync(SetTyping command)
    {
        try
        {
            if (accounts.TryFind(command.Account, out var account) && account.Current is ITypingConnector connector)
            {
                await connector.SetTypingAsync(command, work.Abandoned);
            }
        }
        catch (OperationCanceledException) when (work.Abandoned.IsCancellationRequested)
        {
            // The host is stopping.
        }
        catch (Exception error)
        {
            LogTypingLost(command.Dialog.Id, error.Message);
        }
    }

    private void Refuse(SendMessage command, ConnectorRefusedException error)
    {
        metrics.MessageRefused();
        LogRefused(command.CommandId, command.Dialog.Id, error.Reason, error.Message);
    }

    private void Fail(SendMessage command, int attempts, Exception error)
    {
        metrics.MessageFailed();
        LogFailed(error, command.CommandId, command.Dialog.Id, attempts);
    }

    [LoggerMessage(LogLevel.Warning, "Message {Command} for dialog {Dialog} was refused ({Reason}) and is given up: {Problem}")]
    private partial void LogRefused(string command, string dialog, string reason, string problem);

    [LoggerMessage(LogLevel.Warning, "Message {Command} could not be sent and is tried again: {Problem}")]
    private partial void LogRetry(string command, string problem);

    [LoggerMessage(LogLevel.Error, "Message {Command} for dialog {Dialog} failed {Attempts} times and is given up.")]
    private partial void LogFailed(Exception error, string command, string dialog, int attempts);

    [LoggerMessage(LogLevel.Debug, "A typing notice for dialog {Dialog} was lost: {Problem}")]
    private partial void LogTypingLost(string dialog, string problem);
}
