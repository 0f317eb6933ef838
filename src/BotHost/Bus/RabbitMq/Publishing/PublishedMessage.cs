using RabbitMQ.Client;

namespace BotPlatform.BotHost.Bus.RabbitMq.Publishing;

/// <summary>A message on its way to the broker.</summary>
/// <param name="Key">The routing key.</param>
/// <param name="Properties">Its headers and the like.</param>
/// <param name="Body">What is in it.</param>
internal sealed record PublishedMessage(string Key, BasicProperties Properties, byte[] Body)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the broker has confirmed that it keeps it; is cancelled when that is given up.</summary>
    public Task Done => _done.Task;

    public void Confirm() => _done.TrySetResult();

    public void GiveUp() => _done.TrySetCanceled();
}
