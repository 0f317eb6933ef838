namespace BotPlatform.TestKit;

/// <summary>The one time limit of tests: generous, because machines are slow and noisy; a test that needs it has failed.</summary>
public static class TestTimeout
{
    /// <summary>How long any wait in a test may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>A token that fires <see cref="Limit"/> from now.</summary>
    public static CancellationToken Token => new CancellationTokenSource(Limit).Token;
}
