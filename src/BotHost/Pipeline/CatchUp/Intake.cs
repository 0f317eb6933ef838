using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.CatchUp;

/// <summary>Takes an event over.</summary>
/// <param name="event">What happened.</param>
/// <param name="taken">Called as soon as it is safe; must be quick and not throw.</param>
/// <returns>Completes then; is cancelled when the host gives up.</returns>
internal delegate Task AcceptEvent(IAccountEvent @event, Action? taken);

/// <summary>Has events taken over in the order in which they come, without waiting for one before the next, so many at a time.</summary>
internal sealed partial class Intake(AcceptEvent accept, ILogger logger) : IDisposable
{
    // Events that were read and are not safe yet.
    private const int Window = 1024;

    private readonly SemaphoreSlim _window = new(Window, Window);
    private volatile bool _isIncomplete;

    /// <summary>Whether the host gave up before all events were safe.</summary>
    public bool IsIncomplete => _isIncomplete;

    /// <summary>Returns when the event is on its way; waits while too many are.</summary>
    /// <param name="event">What happened.</param>
    /// <param name="taken">Called when it is safe, or cannot be kept at all.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task AddAsync(IAccountEvent @event, Action taken, CancellationToken cancellationToken)
    {
        await _window.WaitAsync(cancellationToken);
        _ = TakeOverAsync(@event, taken);
    }

    /// <summary>Ends when nothing is on its way any more. Nothing may be added meanwhile.</summary>
    public async Task WhenEmptyAsync()
    {
        for (var i = 0; i < Window; i++)
        {
            await _window.WaitAsync(CancellationToken.None);
        }

        _window.Release(Window);
    }

    /// <inheritdoc />
    public void Dispose() => _window.Dispose();

    private async Task TakeOverAsync(IAccountEvent @event, Action taken)
    {
        try
        {
            await accept(@event, taken);
        }
        catch (OperationCanceledException)
        {
            _isIncomplete = true; // the host gave up; the event was not acknowledged
        }
        catch (Exception error)
        {
            // One event, and not the account's reading: not acknowledged it would come again and again.
            LogLost(error, @event.GetType().Name, @event.Origin.EventId);
            taken();
        }
        finally
        {
            _window.Release();
        }
    }

    [LoggerMessage(LogLevel.Error, "{Type} {Event} cannot be kept and is lost.")]
    private partial void LogLost(Exception error, string type, string @event);
}
