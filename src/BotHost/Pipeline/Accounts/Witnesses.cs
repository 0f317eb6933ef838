using BotPlatform.BotHost.HandOff;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.Accounts;

/// <summary>Takes events over for good, and shows them to all witnesses. Taken over is what is safe with each of them.</summary>
internal sealed class Witnesses(IEnumerable<IWitness> all, IEventHandOff events)
{
    private readonly IWitness[] _all = [.. all];

    /// <inheritdoc cref="IEventHandOff.AcceptAsync"/>
    public Task AcceptAsync(IAccountEvent @event, Action? taken = null)
    {
        List<Task>? busy = null;
        foreach (var witness in _all)
        {
            if (witness.SeeAsync(@event) is { IsCompletedSuccessfully: false } seeing)
            {
                (busy ??= []).Add(seeing);
            }
        }

        return busy is null ? events.AcceptAsync(@event, taken) : AcceptAsync(@event, taken, busy);
    }

    private async Task AcceptAsync(IAccountEvent @event, Action? taken, List<Task> busy)
    {
        var accepting = events.AcceptAsync(@event); // now, because the order of the calls is the order of the events
        await Task.WhenAll([.. busy, accepting]);
        taken?.Invoke();
    }
}
