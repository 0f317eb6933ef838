using System.Net;

namespace BotPlatform.Sandbox.Tests.Chaos;

public sealed class RequestLimitTests
{
    [Fact]
    public async Task Calls_are_refused_with_the_time_to_wait_until_enough_were_refused()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        using var _ = sandbox.Chaos.RefuseRequests(count: 2, TimeSpan.FromMilliseconds(6500));
        var (first, body) = await alice.GetAsync("/session");
        var wait = alice.LastHeaders["Retry-After"];
        var (second, _) = await alice.PostAsync("/session", "{}");
        var (third, _) = await alice.GetAsync("/session");

        Assert.Equal("""{"errors":["Too many requests"]}""", RestClient.Text(body));
        Assert.Equal("7", wait);
        Assert.Equal(
            (HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (first, second, third));
        Assert.DoesNotContain("Retry-After", alice.LastHeaders.Keys);
    }

    [Fact]
    public async Task Calls_are_refused_until_that_is_switched_off_and_what_only_the_sandbox_has_is_not()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var earlier = sandbox.Chaos.RefuseRequests(count: 0);
        var limit = sandbox.Chaos.RefuseRequests();

        earlier.Dispose();
        var (limited, _) = await alice.GetAsync("/chat/Dialog");
        var (alerts, _) = await alice.GetAsync("/sandbox/alerts");
        limit.Dispose();
        var (free, _) = await alice.GetAsync("/chat/Dialog");

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK, HttpStatusCode.OK), (limited, alerts, free));
    }
}
