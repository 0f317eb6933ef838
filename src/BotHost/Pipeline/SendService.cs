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
    IOptions<ReconnectOptions> reconnectOptions,
    TimeProvider time,
    ILogger<SendService> logger)
{
    private readonly BusOptions _options = busOptions.Value;
    private readonly TimeSpan _wait = reconnectOptions.Value.SendWait;

    /// <summary>Sends a message: again when the connection breaks, and not at all when the network refuses it. Does not throw.</summary>
    public async Task SendAsync(SendMessage command)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var connector = await accounts.Find(command.Account).GetAsync(_wait, work.Abandoned);
                await connector.SendAsync(command, work.Abandoned);
                metrics.MessageSent();
                return;
            }
            catch (OperationCanceledException) when (work.Abandoned.IsCancellationRequested)
            {
                return;
            }
            catch (ConnectorRefusedException error)
            {
                metrics.MessageRefused();
                LogRefused(command.CommandId, command.Dialog.Id, error.Reason, error.Message);
                return;
            }
            catch (ConnectorException error) when (attempt < _options.Retries && error is not ConnectorAuthenticationException)
            {
                LogRetry(command.CommandId, error.Message);
                var delay = Backoff.Delay(attempt, _options.RetryDelay, _options.MaxRetryDelay);
                await Task.Delay(delay, time, work.Abandoned).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception error)
            {
                metrics.MessageFailed();
                LogFailed(error, command.CommandId, command.Dialog.Id, attempt + 1);
                return;
            }
        }
    }

    /// <summary>Shows "is typing" if the account is connected and its network can. Does not throw.</summary>
    public async Task SetTypingAsync(SetTyping command)
    {
        try
        {
            if (accounts.Find(command.Account).Current is ITypingConnector connector)
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

    [LoggerMessage(LogLevel.Warning, "Message {Command} for dialog {Dialog} was refused ({Reason}) and is given up: {Problem}")]
    private partial void LogRefused(string command, string dialog, string reason, string problem);

    [LoggerMessage(LogLevel.Warning, "Message {Command} could not be sent and is tried again: {Problem}")]
    private partial void LogRetry(string command, string problem);

    [LoggerMessage(LogLevel.Error, "Message {Command} for dialog {Dialog} failed {Attempts} times and is given up.")]
    private partial void LogFailed(Exception error, string command, string dialog, int attempts);

    [LoggerMessage(LogLevel.Debug, "A typing notice for dialog {Dialog} was lost: {Problem}")]
    private partial void LogTypingLost(string dialog, string problem);
}
