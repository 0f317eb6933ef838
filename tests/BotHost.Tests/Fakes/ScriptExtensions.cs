namespace BotPlatform.BotHost.Tests.Fakes;

internal static class ScriptExtensions
{
    /// <summary>The host with the script's bot, on that network.</summary>
    public static Task<TestHost> StartAsync(this Script script, FakeNetwork? network = null, params string[] settings) =>
        TestHost.StartAsync(network, script.AddTo, ["--Bus:RetryDelay=00:00:00.001", .. settings]);
}
