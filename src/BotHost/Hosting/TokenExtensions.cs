namespace BotPlatform.BotHost.Hosting;

/// <summary>What a token has no word for.</summary>
internal static class TokenExtensions
{
    /// <summary>Completes when the token fires. Does not throw.</summary>
    public static async Task FiresAsync(this CancellationToken token) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
