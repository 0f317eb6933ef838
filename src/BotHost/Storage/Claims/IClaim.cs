namespace BotPlatform.BotHost.Storage.Claims;

/// <summary>
/// Keeps those hosts away from a database that do not go together with this one, until it is disposed. It ends with the process, however
/// that ends.
/// </summary>
internal interface IClaim : IAsyncDisposable
{
    /// <summary>Waits until it holds no more, without having been disposed.</summary>
    /// <returns>Why.</returns>
    Task<string> WhenLostAsync(CancellationToken cancellationToken);
}
