using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Bus.RabbitMq.Consuming;
using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Waiting;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Pipeline.Bots;

/// <summary>A bot was not done in time, and may be running still.</summary>
internal sealed class HandlerTimeoutException(string message, Exception innerException) : Exception(message, innerException);

/// <summary>Lets a bot handle an event: again a few times when it fails, and without it in the end.</summary>
internal sealed partial class BotRunner(
    IBotBackend backend,
    Abandonment abandonment,
    HostMetrics metrics,
    IOptions<BusOptions> options,
    TimeProvider time,
    ILogger<BotRunner> logger)
{
    private readonly BusOptions _options = options.Value;
    private readonly RetryLine _line = new();

    /// <summary>
    /// Does not throw when the bot does: a failing bot costs one event. Returns when the bot is done; what it wants sent is made durable
    /// meanwhile, in the order of the lane, and before it returns if the bot wants something remembered.
    /// </summary>
    public async Task RunAsync(BotDispatcher bot, EventDelivery delivery)
    {
        var @event = delivery.Event;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if (await TryRunAsync(bot, delivery, attempt + 1) is { } outdated)
                {
                    // Two that change the same value again and again would never come to an end: who loses waits for its turn.
                    await _line.RunAsync(outdated, () => TryRunAsync(bot, delivery, attempt + 1));
                }

                return;
            }
            catch (OperationCanceledException) when (abandonment.Token.IsCancellationRequested)
            {
                await delivery.AbandonAsync();
                return;
            }
            catch (AbandonedException)
            {
                throw; // what the bot wants could not be kept any more; the bus is told
            }
            catch (HandlerTimeoutException error)
            {
                // It may still be running; a second call beside it would make things worse.
                await ParkAsync(bot, delivery, attempt + 1, error);
                return;
            }
            catch (Exception error) when (attempt < _options.Retries)
            {
                var delay = _options.Backoff.Delay(attempt);
                LogRetry(bot.Bot.Name, @event.Origin.EventId, delay.TotalSeconds, error.GetType().Name);
                await Task.Delay(delay, time, abandonment.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }
            catch (Exception error)
            {
                await ParkAsync(bot, delivery, attempt + 1, error);
                return;
            }
        }
    }

    /// <returns>What the bot has read and another event has changed meanwhile; null when it is done.</returns>
    private async Task<StateAddress?> TryRunAsync(BotDispatcher bot, EventDelivery delivery, int attempts)
    {
        var result = await CallAsync(token => bot.DispatchAsync(delivery.Event, backend, token));
        try
        {
            if (await delivery.CompleteAsync(result) is { } outdated)
            {
                return outdated;
            }

            metrics.EventHandled(bot.Bot.Name);
        }
        catch (Exception error) when (error is ArgumentException or UnstorableException)
        {
            await ParkAsync(bot, delivery, attempts, error); // it wants something sent that cannot be written
        }

        return null;
    }

    private async Task<HandlerResult> CallAsync(Func<CancellationToken, Task<HandlerResult>> begin)
    {
        abandonment.Token.ThrowIfCancellationRequested();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(abandonment.Token);
        var call = begin(patience.Token);
        if (call.IsCompleted)
        {
            return await call;
        }

        try
        {
            return await call.WaitAsync(_options.HandlerTimeout, time, abandonment.Token);
        }
        catch (TimeoutException error) when (!call.IsCompleted)
        {
            throw new HandlerTimeoutException($"The bot took longer than {_options.HandlerTimeout}.", error);
        }
        finally
        {
            await patience.CancelAsync();
        }
    }

    private async Task ParkAsync(BotDispatcher bot, EventDelivery delivery, int attempts, Exception error)
    {
        var @event = delivery.Event;
        metrics.EventFailed(bot.Bot.Name);
        LogFailed(error, bot.Bot.Name, @event.GetType().Name, @event.Origin.EventId, (@event as IChatEvent)?.Dialog.Id, attempts);
        if (!await TryParkAsync(bot, delivery, attempts, error))
        {
            await delivery.ParkAsync(error, attempts, HandlerResult.Nothing);
        }
    }

    /// <returns>False when what the bot says about it cannot be kept.</returns>
    private async Task<bool> TryParkAsync(BotDispatcher bot, EventDelivery delivery, int attempts, Exception error)
    {
        try
        {
            for (var i = 0; i < RetryLine.MaxTries; i++)
            {
                if (await delivery.ParkAsync(error, attempts, await LastWordsAsync(bot, delivery.Event, error)) is null)
                {
                    return true;
                }
            }

            throw new ContendedStateException(RetryLine.MaxTries);
        }
        catch (Exception unsaid) when (unsaid is ArgumentException or UnstorableException or ContendedStateException)
        {
            LogUnsaid(bot.Bot.Name, delivery.Event.Origin.EventId, unsaid.GetType().Name, unsaid.Message);
            return false;
        }
    }

    // Whatever becomes of it, the event is parked.
    private async Task<HandlerResult> LastWordsAsync(BotDispatcher bot, IAccountEvent @event, Exception error)
    {
        try
        {
            return await CallAsync(token => bot.GiveUpAsync(@event, error, backend, token));
        }
        catch (Exception failure)
        {
            LogUnsaid(bot.Bot.Name, @event.Origin.EventId, failure.GetType().Name, failure.Message);
            return HandlerResult.Nothing;
        }
    }

    [LoggerMessage(LogLevel.Warning, "What bot {Bot} says about its failure on event {Event} is not sent ({Error}): {Problem}")]
    private partial void LogUnsaid(string bot, string @event, string error, string problem);

    [LoggerMessage(LogLevel.Warning, "Bot {Bot} failed on event {Event} ({Error}); trying again in {Seconds:0.0} s.")]
    private partial void LogRetry(string bot, string @event, double seconds, string error);

    [LoggerMessage(LogLevel.Error,
        "Bot {Bot} failed on {Type} {Event} in dialog {Dialog}, {Attempts} times; the event is parked.")]
    private partial void LogFailed(Exception error, string bot, string type, string @event, string? dialog, int attempts);
}
