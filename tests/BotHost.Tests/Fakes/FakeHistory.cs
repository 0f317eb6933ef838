using System.Runtime.CompilerServices;
using System.Threading.Channels;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.Fakes;

/// <summary>A history in which is what a test says.</summary>
internal sealed class FakeHistory(params IChatEvent[] events) : IReadsMissed
{
    private readonly Channel<DateTimeOffset> _asked = Channel.CreateUnbounded<DateTimeOffset>();

    /// <summary>What it has, whatever it is asked for.</summary>
    public IReadOnlyList<IChatEvent> Events { get; set; } = events;

    /// <summary>Runs before the first event is given out, and what it throws ends the reading.</summary>
    public Func<CancellationToken, Task> OnRead { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs after the last event.</summary>
    public Func<CancellationToken, Task> OnEnd { get; set; } = _ => Task.CompletedTask;

    /// <summary>Whether it was asked for something that no test has read.</summary>
    public bool WasAsked => _asked.Reader.TryPeek(out _);

    /// <summary>From when on the next reading begins.</summary>
    public ValueTask<DateTimeOffset> NextAskedAsync() => _asked.Reader.ReadAsync(TestTimeout.Token);

    public async IAsyncEnumerable<IChatEvent> ReadMissedAsync(
        DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _asked.Writer.TryWrite(since);
        await OnRead(cancellationToken);
        foreach (var one in Events)
        {
            yield return one;
        }

        await OnEnd(cancellationToken);
    }
}
