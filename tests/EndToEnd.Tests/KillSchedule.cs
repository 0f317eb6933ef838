using BotPlatform.TestKit;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>
/// Kills a host at random points of a conversation, and starts it again. The same seed makes the same points: a test prints the
/// schedule, and the environment variable KILL_SEED repeats a failing run.
/// </summary>
internal sealed class KillSchedule
{
    private readonly RunningHost _host;
    private readonly Queue<int> _points;
    private readonly int _kills;
    private readonly int _seed = Seeds.Of("KILL_SEED");
    private Task _killing = Task.CompletedTask;

    /// <param name="host">Whom to kill.</param>
    /// <param name="kills">How often.</param>
    /// <param name="messages">How many answers the conversation has.</param>
    public KillSchedule(RunningHost host, int kills, int messages)
    {
        (_host, _kills) = (host, kills);
#pragma warning disable CA5394 // Points to kill at need no secret randomness.
        var random = new Random(_seed);
        var span = messages / (kills + 1);
        _points = new Queue<int>(Enumerable.Range(0, kills).Select(i => (i * span) + random.Next(1, span)));
#pragma warning restore CA5394
    }

    /// <summary>How often it was killed.</summary>
    public int Done { get; private set; }

    /// <summary>So many answers have come.</summary>
    public void Answered(int count)
    {
        if (_killing.IsCompletedSuccessfully && _points.TryPeek(out var point) && count >= point)
        {
            _points.Dequeue();
            _killing = KillAsync();
        }
    }

    /// <inheritdoc />
    public override string ToString() => $"{Done} of {_kills} kills, seed {_seed}";

    /// <summary>Waits until it runs again.</summary>
    public Task EndAsync() => _killing;

    private async Task KillAsync()
    {
        await _host.KillAsync();
        Done++;
        await _host.StartAgainAsync();
    }
}
