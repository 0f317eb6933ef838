namespace BotPlatform.ConnectyCube.Chat.Outbound;

/// <summary>
/// Lets the commands of one dialog start one after another, in the order in which they came, although one of them may have to
/// ask the REST service first.
/// </summary>
internal sealed class DialogOrder
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task> _last = new(StringComparer.Ordinal);

    /// <summary>Runs <paramref name="start"/> when those that came before it for the same dialog have run.</summary>
    public async Task<T> RunAsync<T>(string dialogId, Func<Task<T>> start)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? before;
        lock (_gate)
        {
            before = _last.GetValueOrDefault(dialogId);
            _last[dialogId] = done.Task;
        }

        try
        {
            if (before is not null)
            {
                // Not cancelled with the caller: leaving the line early would let those behind overtake those in front.
                await before.ConfigureAwait(false);
            }

            return await start().ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                if (_last[dialogId] == done.Task)
                {
                    _last.Remove(dialogId);
                }
            }

            done.SetResult();
        }
    }
}
