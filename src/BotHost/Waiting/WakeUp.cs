using System.Threading.Channels;

namespace BotPlatform.BotHost.Waiting;

/// <summary>Wakes one who sleeps for a while. A call while nobody sleeps ends the next sleep at once.</summary>
internal sealed class WakeUp(TimeProvider time)
{
    private readonly Channel<bool> _calls = Channel.CreateBounded<bool>(1);

    /// <summary>Wakes.</summary>
    public void Call() => _calls.Writer.TryWrite(true);

    /// <summary>Sleeps until a call comes, or the time is over.</summary>
    /// <returns>Whether a call came.</returns>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task<bool> SleepAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_calls.Reader.TryRead(out _))
        {
            return true;
        }

        using var enough = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            return await _calls.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
