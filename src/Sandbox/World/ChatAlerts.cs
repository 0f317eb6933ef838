namespace BotPlatform.Sandbox.World;

/// <summary>What would have gone to the phone of somebody who is away (section 10).</summary>
internal sealed record ChatAlert(int UserId, string DialogId, string MessageId, DateTimeOffset At, string Text);

/// <summary>The chat alerts that were raised, oldest first. There is no push: they are kept to be looked at.</summary>
internal sealed class ChatAlerts
{
    /// <summary>How many are kept; the oldest make room.</summary>
    public const int Limit = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<ChatAlert> _alerts = new();

    public void Add(ChatAlert alert)
    {
        lock (_lock)
        {
            _alerts.Enqueue(alert);
            if (_alerts.Count > Limit)
            {
                _alerts.Dequeue();
            }
        }
    }

    /// <summary>All of them, or those of one user.</summary>
    public ChatAlert[] Of(int? userId)
    {
        lock (_lock)
        {
            return [.. _alerts.Where(alert => userId is null || alert.UserId == userId)];
        }
    }
}
