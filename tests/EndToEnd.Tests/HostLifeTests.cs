using System.Net;
using BotPlatform.TestKit;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>The first command of the README: the host from its start to its end.</summary>
public sealed class HostLifeTests
{
    [Fact]
    public async Task It_says_what_runs_where_and_how_to_talk_to_the_bots()
    {
        await using var host = await RunningHost.StartAsync();

        foreach (var part in new[]
        {
            $"{host.SandboxApi!.Authority}", $"{host.SandboxTcp!.Authority}", $"{host.Web.Authority}", "!echo", "!help",
            $"dotnet run --project src/BotHost -- chat alice --url http://{host.SandboxApi.Authority}",
        })
        {
            Assert.Contains(part, host.Process.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("health/live")]
    [InlineData("health/ready")]
    public async Task A_host_whose_account_is_connected_is_healthy(string path)
    {
        await using var host = await RunningHost.StartAsync();
        using var http = new HttpClient { BaseAddress = host.Web };

        var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestTimeout.Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Healthy", await answer.Content.ReadAsStringAsync(TestTimeout.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_whose_account_is_refused_lives_but_is_not_ready()
    {
        await using var host = await RunningHost.StartAsync(
            "--ConnectyCube:Accounts:0:UserId=100",
            "--ConnectyCube:Accounts:0:Login=bot",
            "--ConnectyCube:Accounts:0:Password=some-secret");
        using var http = new HttpClient { BaseAddress = host.Web };

        var live = await http.GetAsync(new Uri("health/live", UriKind.Relative), TestTimeout.Token);
        var ready = await http.GetAsync(new Uri("health/ready", UriKind.Relative), TestTimeout.Token);

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.DoesNotContain("some-secret", host.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_is_told_to_stop_ends_with_code_0()
    {
        await using var host = await RunningHost.StartAsync();
        await host.ChatAsync("alice", "!echo hello");

        var code = await host.Process.StopAsync();

        Assert.Equal(0, code);
        Assert.DoesNotContain("   at ", host.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sandbox_alone_ends_with_code_0_when_it_is_told_to_stop()
    {
        await using var sandbox = await RunningSandbox.StartAsync();

        Assert.Equal(0, await sandbox.Process.StopAsync());
    }

    [Fact]
    public async Task The_log_of_an_ordinary_day_holds_no_message_text_and_no_password()
    {
        await using var host = await RunningHost.StartAsync("--Logging:LogLevel:Default=Debug");

        await host.ChatAsync("alice", "!echo the-moon-is-full");
        await host.Process.StopAsync();

        Assert.DoesNotContain("the-moon-is-full", host.Process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("alice-password", host.Process.Output, StringComparison.Ordinal);
    }
}
