using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Bus.RabbitMq.Consuming;
using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Pipeline.Bots.Recording;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Waiting;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.State;
using BotPlatform.BotSdk.Testing.Recordings;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Pipeline.Bots;

/// <summary>A bot was not done in time, and may be running still.</summary>
internal sealed class HandlerTimeoutException(string message, Exception innerException) : Exception(message, innerException);

/// <summary>Lets a bot handle an event: again a few times when it fails, and without it in the end.</summary>
internal sealed partial class BotRunner(
    BotCalls calls,
    IBotBackend backend,
    Recorder recorder,
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
    public async Task RunAsync(string bot, EventDelivery delivery)
    {
        var @event = delivery.Event;
        if (calls.IsOff(bot, @event))
        {
            await delivery.CompleteAsync(HandlerResult.Nothing);
            return;
        }

        var tap = recorder.TapFor(bot, @event, backend);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if (await TryRunAsync(bot, delivery, tap, attempt + 1) is { } outdated)
                {
                    // Two that change the same value again and again would never come to an end: who loses waits for its turn.
                    await _line.RunAsync(outdated, () => TryRunAsync(bot, delivery, tap, attempt + 1));
                }

                return;
            }
            catch (BotGoneException)
            {
                await delivery.AbandonAsync(); // it waits until the bot is there again
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
                await ParkAsync(bot, delivery, tap, attempt + 1, error);
                return;
            }
            catch (Exception error) when (attempt < _options.Retries)
            {
                var delay = DelayAfter(error, attempt, _options);
                LogRetry(bot, @event.Origin.EventId, delay.TotalSeconds, error.GetType().Name);
                await Task.Delay(delay, time, abandonment.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }
            catch (Exception error)
            {
                await ParkAsync(bot, delivery, tap, attempt + 1, error);
                return;
            }
        }
    }

    /// <summary>How long to wait before a bot is called again: as it wishes, within the limits.</summary>
    internal static TimeSpan DelayAfter(Exception error, int attempt, BusOptions options)
    {
        var usual = options.Backoff.Delay(attempt);
        return error is RetryLaterException { After: var after } && after > usual
            ? TimeSpan.FromTicks(Math.Min(after.Ticks, options.MaxRetryDelay.Ticks))
            : usual;
    }

    /// <returns>What the bot has read and another event has changed meanwhile; null when it is done.</returns>
    private async Task<StateAddress?> TryRunAsync(string bot, EventDelivery delivery, HandlingTap? tap, int attempts)
    {
        tap?.Begin();
        var result = await CallAsync(bot, (one, token) => one.DispatchAsync(delivery.Event, tap ?? backend, token));
        try
        {
            if (await delivery.CompleteAsync(result) is { } outdated)
            {
                return outdated;
            }

            metrics.EventHandled(bot);
            Record(tap, result);
        }
        catch (Exception error) when (error is ArgumentException or UnstorableException)
        {
            await ParkAsync(bot, delivery, tap, attempts, error); // it wants something sent that cannot be written
        }

        return null;
    }

    private async Task<HandlerResult> CallAsync(string bot, Func<BotDispatcher, CancellationToken, Task<HandlerResult>> begin)
    {
        abandonment.Token.ThrowIfCancellationRequested();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(abandonment.Token);
        var call = calls.CallAsync(bot, one => begin(one, patience.Token));
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

    private async Task ParkAsync(string bot, EventDelivery delivery, HandlingTap? tap, int attempts, Exception error)
    {
        var @event = delivery.Event;
        metrics.EventFailed(bot);
        LogFailed(error, bot, @event.GetType().Name, @event.Origin.EventId, (@event as IChatEvent)?.Dialog.Id, attempts);
        if (!await TryParkAsync(bot, delivery, tap, attempts, error))
        {
            await delivery.ParkAsync(error, attempts, HandlerResult.Nothing);
            Record(tap, HandlerResult.Nothing, error);
        }
    }

    /// <returns>False when what the bot says about it cannot be kept.</returns>
    private async Task<bool> TryParkAsync(string bot, EventDelivery delivery, HandlingTap? tap, int attempts, Exception error)
    {
        try
        {
            for (var i = 0; i < RetryLine.MaxTries; i++)
            {
                var lastWords = await LastWordsAsync(bot, delivery.Event, tap ?? backend, error);
                if (await delivery.ParkAsync(error, attempts, lastWords) is null)
                {
                    Record(tap, lastWords, error);
                    return true;
                }
            }

            throw new ContendedStateException(RetryLine.MaxTries);
        }
        catch (Exception unsaid) when (unsaid is ArgumentException or UnstorableException or ContendedStateException)
        {
            LogUnsaid(bot, delivery.Event.Origin.EventId, unsaid.GetType().Name, unsaid.Message);
            return false;
        }
    }

    // Whatever becomes of it, the event is parked.
    private async Task<HandlerResult> LastWordsAsync(string bot, IAccountEvent @event, IBotBackend backend, Exception error)
    {
        try
        {
            return await CallAsync(bot, (one, token) => one.GiveUpAsync(@event, error, backend, token));
        }
        catch (Exception failure)
        {
            LogUnsaid(bot, @event.Origin.EventId, failure.GetType().Name, failure.Message);
            return HandlerResult.Nothing;
        }
    }

    private void Record(HandlingTap? tap, HandlerResult result, Exception? failure = null)
    {
        if (tap is not null)
        {
            recorder.Add(tap.End(result, failure));
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
