namespace BotPlatform.BotHost.Bus.RabbitMq.Consuming;

/// <summary>
/// The right of one message of a lane to be worked on. While it lasts nothing else of the lane begins; what comes of the message may still be
/// on its way to the database when it ends.
/// </summary>
internal sealed class LaneTurn
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the next message may begin.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Lets the next message begin; nothing happens the second time.</summary>
    public void End() => _ended.TrySetResult();
}
