using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Waiting;
using BotPlatform.BotSdk.Dispatching;
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

    /// <summary>
    /// Does not throw when the bot does: a failing bot costs one event. Returns when the bot is done; what it wants is made durable
    /// meanwhile, in the order of the lane.
    /// </summary>
    public async Task RunAsync(BotDispatcher bot, EventDelivery delivery)
    {
        var @event = delivery.Event;
        for (var attempt = 0; ; attempt++)
        {
            IReadOnlyList<IReliableCommand> queued;
            try
            {
                queued = await CallAsync(token => bot.DispatchAsync(@event, backend, token));
            }
            catch (OperationCanceledException) when (abandonment.Token.IsCancellationRequested)
            {
                await delivery.AbandonAsync();
                return;
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

            await CompleteAsync(bot, delivery, queued, attempt + 1);
            return;
        }
    }

    private async Task CompleteAsync(
        BotDispatcher bot, EventDelivery delivery, IReadOnlyList<IReliableCommand> queued, int attempts)
    {
        try
        {
            await delivery.CompleteAsync(queued);
            metrics.EventHandled(bot.Bot.Name);
        }
        catch (Exception error) when (error is ArgumentException or UnstorableException)
        {
            await ParkAsync(bot, delivery, attempts, error); // it wants something sent that cannot be written
        }
    }

    private async Task<IReadOnlyList<IReliableCommand>> CallAsync(Func<CancellationToken, Task<IReadOnlyList<IReliableCommand>>> begin)
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
        try
        {
            await delivery.ParkAsync(error, attempts, await LastWordsAsync(bot, @event, error));
        }
        catch (Exception unsaid) when (unsaid is ArgumentException or UnstorableException)
        {
            LogUnsaid(bot.Bot.Name, @event.Origin.EventId, unsaid.GetType().Name, unsaid.Message);
            await delivery.ParkAsync(error, attempts, []);
        }
    }

    // Whatever becomes of it, the event is parked.
    private async Task<IReadOnlyList<IReliableCommand>> LastWordsAsync(BotDispatcher bot, IAccountEvent @event, Exception error)
    {
        try
        {
            return await CallAsync(token => bot.GiveUpAsync(@event, error, backend, token));
        }
        catch (Exception failure)
        {
            LogUnsaid(bot.Bot.Name, @event.Origin.EventId, failure.GetType().Name, failure.Message);
            return [];
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
