using System.Collections.Concurrent;

namespace BotPlatform.BotHost.Pipeline.Bots;

/// <summary>A bot has read what others changed again and again before it was done.</summary>
internal sealed class ContendedStateException(int times) :
    Exception($"What the bot remembers had changed {times} times before it was done with the event.");

/// <summary>
/// Lets those handlers of a bot that were too late with what they remember run again, one at a time: so each competes only with handlers
/// that begin, and with other hosts.
/// </summary>
internal sealed class RetryLine
{
    /// <summary>How often a handler is called again.</summary>
    public const int MaxTries = 30;

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _lines = new(StringComparer.Ordinal);

    /// <exception cref="ContendedStateException">It was too late each time.</exception>
    public async Task RunAsync(string bot, Func<Task<bool>> tryAsync)
    {
        var line = _lines.GetOrAdd(bot, _ => new SemaphoreSlim(1));
        await line.WaitAsync();
        try
        {
            for (var i = 0; i < MaxTries; i++)
            {
                if (await tryAsync())
                {
                    return;
                }
            }
        }
        finally
        {
            line.Release();
        }

        throw new ContendedStateException(MaxTries + 1);
    }
}
