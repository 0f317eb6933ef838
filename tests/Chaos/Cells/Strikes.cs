using System.Collections.Concurrent;

namespace BotPlatform.Chaos.Cells;

/// <summary>Lets something go wrong at random points of a conversation, one after the other. The same seed makes the same points.</summary>
internal sealed class Strikes
{
    private static readonly TimeSpan SlowPace = TimeSpan.FromSeconds(1);
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly Func<Task> _strike;
    private readonly ConcurrentQueue<int> _points;
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _answered;
    private volatile Task _striking = Task.CompletedTask;

    /// <param name="times">How often.</param>
    /// <param name="answers">How many answers the conversation has.</param>
    /// <param name="random">Where the points come from.</param>
    /// <param name="strike">Does it, and completes when all is as it should be again.</param>
    public Strikes(int times, int answers, Random random, Func<Task> strike)
    {
        var span = answers / (times + 1);
        (_strike, Planned) = (strike, times);
#pragma warning disable CA5394 // These points need no secret randomness.
        _points = new ConcurrentQueue<int>(Enumerable.Range(0, times).Select(i => (i * span) + random.Next(1, span)));
#pragma warning restore CA5394
    }

    /// <summary>How often it is to go wrong.</summary>
    public int Planned { get; }

    /// <summary>How often it did.</summary>
    public int Done { get; private set; }

    /// <summary>Completes when it went wrong for the first time, and is perhaps still wrong.</summary>
    public Task Begun => _begun.Task;

    /// <summary>So many answers have come.</summary>
    public void Answered(int count)
    {
        Volatile.Write(ref _answered, count);
        if (_striking.IsCompletedSuccessfully && _points.TryPeek(out var point) && count >= point)
        {
            _points.TryDequeue(out _);
            _striking = StrikeAsync();
        }
    }

    /// <summary>
    /// Before the user writes more: where the next point is reached and the last trouble is not over, slowly, because the conversation
    /// shall not end before everything has gone wrong.
    /// </summary>
    public async Task PaceAsync(CancellationToken cancellationToken)
    {
        if (!_striking.IsCompleted && _points.TryPeek(out var point) && Volatile.Read(ref _answered) >= point)
        {
            await Task.WhenAny(_striking, Task.Delay(SlowPace, Clock, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Waits until all is as it should be.</summary>
    public Task EndAsync() => _striking;

    private async Task StrikeAsync()
    {
        await Task.Yield(); // the user reads on
        var striking = _strike();
        _begun.TrySetResult();
        await striking;
        Done++;
    }
}
