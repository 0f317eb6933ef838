using BotPlatform.BotSdk.Dispatching;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.Bots;

/// <summary>There is no such bot now: its plug-in was taken away.</summary>
internal sealed class BotGoneException(string bot) : Exception($"There is no bot '{bot}' now.");

/// <summary>
/// Calls the bots that are there when they are called, and knows which calls still run in a bot that has been replaced meanwhile.
/// </summary>
internal sealed class BotCalls(BotCatalog catalog, IBotSwitches switches)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<BotDispatcher, int> _running = [];
    private readonly Dictionary<BotDispatcher, TaskCompletionSource> _ends = [];

    /// <summary>Whether a bot is off for an event: it was switched off after it had got it.</summary>
    public bool IsOff(string bot, IAccountEvent @event) =>
        switches.OffAt(@event.Origin.Account, (@event as IChatEvent)?.Dialog).Contains(bot);

    /// <summary>Calls a bot; the call counts as running until the bot itself is done.</summary>
    /// <exception cref="BotGoneException">There is none of this name.</exception>
    public async Task<T> CallAsync<T>(string bot, Func<BotDispatcher, Task<T>> call)
    {
        var called = Begin(bot);
        try
        {
            return await call(called);
        }
        finally
        {
            End(called);
        }
    }

    /// <summary>Waits until nothing runs in a bot that is in the catalog no more.</summary>
    public Task WhenIdleAsync(BotDispatcher bot)
    {
        lock (_gate)
        {
            if (!_running.ContainsKey(bot))
            {
                return Task.CompletedTask;
            }

            if (!_ends.TryGetValue(bot, out var end))
            {
                _ends[bot] = end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return end.Task;
        }
    }

    private BotDispatcher Begin(string bot)
    {
        lock (_gate)
        {
            // Looked up under the lock: whoever is replaced after it has begun is counted already.
            var called = catalog.Find(bot) ?? throw new BotGoneException(bot);
            _running[called] = _running.GetValueOrDefault(called) + 1;
            return called;
        }
    }

    private void End(BotDispatcher called)
    {
        lock (_gate)
        {
            if (--_running[called] == 0)
            {
                _running.Remove(called);
                if (_ends.Remove(called, out var end))
                {
                    end.SetResult();
                }
            }
        }
    }
}
