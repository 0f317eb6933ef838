namespace BotPlatform.Sandbox.World.Push;

/// <summary>A push that a user asked for (section 10).</summary>
internal sealed record PushEvent
{
    public required int Id { get; init; }

    /// <summary>Who asked for it.</summary>
    public required int SenderId { get; init; }

    /// <summary>For whom: users who exist.</summary>
    public required int[] UserIds { get; init; }

    /// <summary><c>development</c> or <c>production</c>.</summary>
    public required string Environment { get; init; }

    /// <summary>As it came: in Base64.</summary>
    public required string Message { get; init; }

    /// <summary>The one channel that it is for, or null for all.</summary>
    public string? Channel { get; init; }

    /// <summary>How many devices would have got it.</summary>
    public required int Devices { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>The pushes that were asked for, oldest first. None is sent: they are kept to be looked at.</summary>
internal sealed class PushEvents
{
    /// <summary>How many are kept; the oldest make room.</summary>
    public const int Limit = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<PushEvent> _events = new();
    private int _lastId;

    public PushEvent Add(PushEvent draft)
    {
        lock (_lock)
        {
            var added = draft with { Id = ++_lastId };
            _events.Enqueue(added);
            if (_events.Count > Limit)
            {
                _events.Dequeue();
            }

            return added;
        }
    }

    /// <summary>All of them, or those for one user.</summary>
    public PushEvent[] Of(int? userId)
    {
        lock (_lock)
        {
            return [.. _events.Where(push => userId is not { } id || push.UserIds.Contains(id))];
        }
    }
}
