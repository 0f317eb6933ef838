using BotPlatform.BotHost.HandOff;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.Accounts;

/// <summary>Takes events over for good, and shows them to all witnesses. Taken over is what is safe with each of them.</summary>
internal sealed partial class Witnesses(IEnumerable<IWitness> all, IEventHandOff events, ILogger<Witnesses> logger)
{
    private readonly IWitness[] _all = [.. all];

    /// <inheritdoc cref="IEventHandOff.AcceptAsync"/>
    public Task AcceptAsync(IAccountEvent @event, Action? taken = null)
    {
        List<Task>? busy = null;
        foreach (var witness in _all)
        {
            if (See(witness, @event) is { IsCompletedSuccessfully: false } seeing)
            {
                (busy ??= []).Add(seeing);
            }
        }

        return busy is null ? events.AcceptAsync(@event, taken) : AcceptAsync(@event, taken, busy);
    }

    // One that breaks does not cost the others, and the bots, the event.
    private Task See(IWitness witness, IAccountEvent @event)
    {
        try
        {
            return witness.SeeAsync(@event);
        }
        catch (Exception error)
        {
            LogBroken(error, witness.GetType().Name, @event.GetType().Name, @event.Origin.EventId);
            return Task.CompletedTask;
        }
    }

    private async Task AcceptAsync(IAccountEvent @event, Action? taken, List<Task> busy)
    {
        var accepting = events.AcceptAsync(@event); // now, because the order of the calls is the order of the events
        await Task.WhenAll([.. busy, accepting]);
        taken?.Invoke();
    }

    [LoggerMessage(LogLevel.Error, "{Witness} failed at {Kind} {EventId}; the event goes on without it.")]
    private partial void LogBroken(Exception error, string witness, string kind, string eventId);
}
