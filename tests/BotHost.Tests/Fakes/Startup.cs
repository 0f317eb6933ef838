using BotPlatform.BotHost.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Fakes;

/// <summary>A start that goes wrong.</summary>
internal static class Startup
{
    /// <summary>The sentences that the person who starts the host reads.</summary>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(
        string[] settings, FakeNetwork? network = null, Action<IServiceCollection>? configure = null)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var host = await TestHost.StartAsync(network, configure, settings);
        });
        return StartupProblems.Of(error);
    }
}
