namespace BotPlatform.Xmpp;

/// <summary>
/// Keeps many accounts of one process from logging in all at once, after a network failure for example. Give the same one to all
/// of them; they are served in the order in which they ask.
/// </summary>
/// <param name="concurrentLogins">How many may be under way at the same time; at least one.</param>
public sealed class LoginLimiter(int concurrentLogins) : IDisposable
{
    private readonly SemaphoreSlim _places = new(concurrentLogins);

    /// <summary>Waits for a place, which the disposal of the result gives back.</summary>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Place(_places);
    }

    /// <inheritdoc />
    public void Dispose() => _places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private SemaphoreSlim? _places = places;

        public void Dispose() => Interlocked.Exchange(ref _places, null)?.Release();
    }
}
