namespace BotPlatform.BotHost.Pipeline.CatchUp;

/// <summary>
/// Knows up to which time everything that was read is safe: events become safe in any order, and only those count before which none
/// is missing.
/// </summary>
internal sealed class SafePrefix
{
    private readonly Lock _gate = new();
    private readonly Queue<Step> _steps = new();
    private DateTimeOffset _until = DateTimeOffset.MinValue;

    /// <summary>The newest time of the prefix.</summary>
    public DateTimeOffset Until
    {
        get
        {
            lock (_gate)
            {
                return _until;
            }
        }
    }

    /// <summary>Another event was read.</summary>
    /// <param name="at">When it happened; null where that says nothing about others.</param>
    /// <returns>To be called when it is safe.</returns>
    public Action Add(DateTimeOffset? at)
    {
        var step = new Step { At = at };
        lock (_gate)
        {
            _steps.Enqueue(step);
        }

        return () => Done(step);
    }

    /// <summary>Everything up to there is safe for another reason.</summary>
    public void Reach(DateTimeOffset at)
    {
        lock (_gate)
        {
            _until = at > _until ? at : _until;
        }
    }

    private void Done(Step done)
    {
        lock (_gate)
        {
            done.IsSafe = true;
            while (_steps.TryPeek(out var first) && first.IsSafe)
            {
                _steps.Dequeue();
                _until = first.At > _until ? first.At.Value : _until;
            }
        }
    }

    private sealed class Step
    {
        public DateTimeOffset? At { get; init; }

        public bool IsSafe { get; set; }
    }
}
