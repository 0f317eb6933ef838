using BotPlatform.TestKit;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>Kills a host at random points of a conversation, and starts it again. The same seed makes the same points.</summary>
internal sealed class KillSchedule
{
    private readonly RunningHost _host;
    private readonly Queue<int> _points;
    private Task _killing = Task.CompletedTask;

    /// <param name="host">Whom to kill.</param>
    /// <param name="kills">How often.</param>
    /// <param name="messages">How many answers the conversation has.</param>
    /// <param name="seed">What the points follow from.</param>
    public KillSchedule(RunningHost host, int kills, int messages, int seed)
    {
        _host = host;
#pragma warning disable CA5394 // Points to kill at need no secret randomness.
        var random = new Random(seed);
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

    /// <summary>Waits until it runs again.</summary>
    public Task EndAsync() => _killing;

    private async Task KillAsync()
    {
        await _host.KillAsync();
        Done++;
        await _host.StartAgainAsync();
    }
}
