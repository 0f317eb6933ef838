using BotPlatform.BotSdk.State;

namespace BotPlatform.BotHost.Pipeline.Bots;

/// <summary>A bot has read what others changed again and again before it was done.</summary>
internal sealed class ContendedStateException(int times) :
    Exception($"What the bot remembers had changed {times} times before it was done with the event.");

/// <summary>
/// Lets those handlers that were too late with the same value run again, one at a time: so each competes only with handlers that begin,
/// with those that are late with other values, and with other hosts.
/// </summary>
internal sealed class RetryLine
{
    /// <summary>How often a handler is called again.</summary>
    public const int MaxTries = 30;

    private readonly Lock _gate = new();
    private readonly Dictionary<StateAddress, Line> _lines = [];

    /// <summary>How many values somebody is late with just now.</summary>
    public int Lines
    {
        get
        {
            lock (_gate)
            {
                return _lines.Count;
            }
        }
    }

    /// <summary>Waits for its turn, and tries; who is late with another value then goes to the end of the line of that.</summary>
    /// <param name="outdated">With which value it was too late.</param>
    /// <param name="tryAsync">Returns with which value it was too late again; null when it is done.</param>
    /// <exception cref="ContendedStateException">It was too late each time.</exception>
    public async Task RunAsync(StateAddress outdated, Func<Task<StateAddress?>> tryAsync)
    {
        var tries = 0;
        for (StateAddress? late = outdated; late is not null;)
        {
            var address = late;
            var line = Enter(address);
            try
            {
                await line.Turn.WaitAsync();
                try
                {
                    while (late == address)
                    {
                        late = tries++ < MaxTries ? await tryAsync() : throw new ContendedStateException(MaxTries + 1);
                    }
                }
                finally
                {
                    line.Turn.Release();
                }
            }
            finally
            {
                Leave(address, line);
            }
        }
    }

    private Line Enter(StateAddress address)
    {
        lock (_gate)
        {
            if (!_lines.TryGetValue(address, out var line))
            {
                _lines[address] = line = new Line();
            }

            line.Length++;
            return line;
        }
    }

    private void Leave(StateAddress address, Line line)
    {
        lock (_gate)
        {
            if (--line.Length == 0)
            {
                _lines.Remove(address);
            }
        }
    }

    private sealed class Line
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public int Length { get; set; }
    }
}
