namespace BotPlatform.BotHost.Waiting;

/// <summary>The end of all waiting: a host that stops gives up what is not finished.</summary>
internal sealed class Abandonment : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public Abandonment() => Token = _source.Token;

    /// <summary>Fires when the host stops waiting for work to end.</summary>
    public CancellationToken Token { get; }

    /// <summary>Gives up what is not finished.</summary>
    public Task BeginAsync() => _source.CancelAsync();

    public void Dispose()
    {
        _source.Cancel(); // of a host that never ran, or was not stopped
        _source.Dispose();
    }
}
