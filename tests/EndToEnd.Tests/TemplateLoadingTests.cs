using BotPlatform.TestKit;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>What a host without placeholders does not pay for.</summary>
public sealed class TemplateLoadingTests
{
    [Fact]
    public async Task A_host_that_fills_in_no_text_does_not_load_what_fills_texts_in()
    {
        await using var host = await RunningHost.StartAsync();
        await host.ChatAsync("alice", "!echo hello");

        var loaded = await File.ReadAllTextAsync($"/proc/{await host.Process.Id}/maps", TestTimeout.Token);

        Assert.Contains("/Quartz.dll", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("/Handlebars.dll", loaded, StringComparison.Ordinal);
    }
}
