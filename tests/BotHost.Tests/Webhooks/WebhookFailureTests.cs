using System.Security.Cryptography.X509Certificates;
using BotPlatform.BotSdk.Testing;
using BotPlatform.TestKit.Servers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotPlatform.BotHost.Tests.Webhooks;

/// <summary>
/// Whatever a webhook does to <c>!ask bad</c>, the event is parked with a sentence for its author, the dialog goes on, and other bots
/// answer.
/// </summary>
public sealed class WebhookFailureTests
{
    private static readonly Dictionary<string, Func<HttpContext, Task>> Ways = new(StringComparer.Ordinal)
    {
        ["hangs"] = http => http.HangAsync(),
        ["drips"] = DripAsync,
        ["leads away"] = http =>
        {
            http.Response.Headers.Location = "https://elsewhere.example.com/?key=hunter2";
            return http.StatusAsync(308);
        },
        ["fails"] = http => http.StatusAsync(500),
        ["is gone"] = http => http.StatusAsync(410),
        ["says how much it is"] = http =>
        {
            http.Response.ContentLength = 100L * 1024 * 1024;
            return http.Response.StartAsync();
        },
        ["floods"] = FloodAsync,
        ["packs"] = http =>
        {
            http.Response.Headers.ContentEncoding = "gzip";
            return http.TextAsync("...");
        },
        ["garbage"] = http => http.JsonAsync("{\"actions\": [nonsense]}"),
        ["a page"] = http => http.WriteAsync("text/html", "<p>Log in</p>"),
        ["old letters"] = http => http.WriteAsync("text/plain; charset=iso-8859-1", "x"),
        ["no letters"] = async http =>
        {
            http.Response.ContentType = "text/plain";
            await http.Response.Body.WriteAsync(new byte[] { 0xff, 0xfe });
        },
        ["shouts"] = http => http.JsonAsync("""{"actions":[{"action":"shout"}]}"""),
        ["says nothing"] = http => http.JsonAsync("""{"actions":[{"action":"reply","text":""}]}"""),
        ["writes elsewhere"] = http => http.JsonAsync("""{"actions":[{"action":"reply","text":"no"},{"action":"say","dialog":{"id":"7"},"text":"no"}]}"""),
        ["hangs up"] = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        },
    };

    [Theory]
    [InlineData("hangs", "did not answer within 00:00:03.")]
    [InlineData("drips", "did not answer within 00:00:03.")]
    [InlineData("leads away", "answered 308 (PermanentRedirect), which leads to another address: that is not followed, so set Webhooks:hook:Url to it.")]
    [InlineData("fails", "answered 500 (InternalServerError).")]
    [InlineData("is gone", "answered 410 (Gone).")]
    [InlineData("says how much it is", "answered with more than 65536 bytes (Webhooks:hook:MaxResponseBytes).")]
    [InlineData("floods", "answered with more than 65536 bytes (Webhooks:hook:MaxResponseBytes).")]
    [InlineData("packs", "answered with a compressed body, for which nobody has asked.")]
    [InlineData("garbage", "answered what cannot be done: The answer is no JSON: line 1, byte 15 is not what has to be there.")]
    [InlineData("a page", "answered what cannot be done: its Content-Type is 'text/html', not application/json or text/plain.")]
    [InlineData("old letters", "answered in iso-8859-1: use UTF-8.")]
    [InlineData("no letters", "answered what cannot be done: its text is no UTF-8.")]
    [InlineData("shouts",
        "answered what cannot be done: actions[0].action is 'shout', which is none of reply, say, edit, delete, react, unreact, read, typing.")]
    [InlineData("says nothing", "answered what cannot be done: actions[0].text is empty, and there are no attachments.")]
    [InlineData("writes elsewhere",
        "answered what cannot be done: actions[1].dialog is another one than the event's, which the host does not allow this webhook (AnyDialog).")]
    [InlineData("hangs up", "cannot be reached: ")]
    public async Task What_cannot_be_used_parks_the_event_and_nothing_else(string way, string problem)
    {
        await using var scene = await WebhookScene.StartAsync(
            (asked, http) => asked.Text == "bad" ? Ways[way](http) : http.TextAsync(asked.Text),
            "--Bus:Retries=0", "--Webhooks:hook:Timeout=00:00:03", "--Webhooks:hook:MaxResponseBytes=65536");

        await scene.WriteAsync("!ask bad");
        await scene.EchoAsync(Sample.Dialog.Id);
        await scene.WriteAsync("!ask good");

        Assert.Equal("good", await scene.NextTextAsync());
        var said = Assert.Single(await scene.ProblemsAsync());
        Assert.StartsWith($"WebhookException: The webhook hook at {scene.Webhook.Address} {problem}", said, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_fails_once_is_asked_again_under_the_same_id()
    {
        var calls = 0;
        await using var scene = await WebhookScene.StartAsync(
            (_, http) => Interlocked.Increment(ref calls) == 1 ? http.StatusAsync(500) : http.TextAsync("sorry"));

        await scene.WriteAsync("!ask");

        Assert.Equal("sorry", await scene.NextTextAsync());
        var (first, second) = (await scene.Webhook.NextAsync(), await scene.Webhook.NextAsync());
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(first.Body, second.Body);
        Assert.Equal(second.SignatureWith(WebhookScene.Secret), second.Headers["webhook-signature"].ToString());
        Assert.Empty(await scene.ProblemsAsync());
    }

    [Fact]
    public async Task Different_events_have_different_ids()
    {
        await using var scene = await WebhookScene.StartAsync((_, http) => http.StatusAsync(204));

        await scene.WriteAsync("!ask");
        await scene.WriteAsync("!ask");

        Assert.NotEqual((await scene.Webhook.NextAsync()).Id, (await scene.Webhook.NextAsync()).Id);
    }

    [Theory]
    [InlineData(429, "86400")]
    [InlineData(503, "Fri, 31 Dec 2100 23:59:59 GMT")]
    public async Task Who_says_when_to_come_again_is_asked_again_and_no_later_than_the_host_waits(int status, string after)
    {
        var calls = 0;
        await using var scene = await WebhookScene.StartAsync(
            (_, http) =>
            {
                http.Response.Headers.RetryAfter = after;
                return Interlocked.Increment(ref calls) == 1 ? http.StatusAsync(status) : http.TextAsync("now");
            },
            "--Bus:MaxRetryDelay=00:00:00.05");

        await scene.WriteAsync("!ask");

        Assert.Equal("now", await scene.NextTextAsync());
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task When_it_wants_to_be_asked_again_is_said_of_what_is_parked(int status)
    {
        await using var scene = await WebhookScene.StartAsync(
            (_, http) =>
            {
                http.Response.Headers.RetryAfter = "7";
                return http.StatusAsync(status);
            },
            "--Bus:Retries=0");

        await scene.WriteAsync("!ask");
        await scene.EchoAsync(Sample.Dialog.Id);
        await scene.Host.StopAsync();

        Assert.Contains(
            "wants to be asked again in 7 s.",
            Assert.Single(await scene.ProblemsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_at_the_address_parks_the_event()
    {
        var free = FreePorts.Take(1)[0];
        await using var scene = await WebhookScene.StartAsync(
            (_, http) => http.StatusAsync(204), $"--Webhooks:hook:Url=http://127.0.0.1:{free}/", "--Bus:Retries=0");

        await scene.WriteAsync("!ask");
        await scene.EchoAsync(Sample.Dialog.Id);
        await scene.Host.StopAsync();

        Assert.StartsWith(
            $"WebhookException: The webhook hook at http://127.0.0.1:{free} cannot be reached: Connection refused",
            Assert.Single(await scene.ProblemsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        using var directory = new TempDirectory();
        using var root = new TestCertificates("nobody");
        using var issued = root.Issue(directory.Path, "server", "example.com");
        using var certificate = X509Certificate2.CreateFromPemFile(directory.File("server.crt"), directory.File("server.key"));
        await using var scene = await WebhookScene.StartOverTlsAsync(certificate, "--Bus:Retries=0");

        await scene.WriteAsync("!ask");
        await scene.EchoAsync(Sample.Dialog.Id);
        await scene.Host.StopAsync();

        var problem = Assert.Single(await scene.ProblemsAsync());
        Assert.Contains("cannot be reached: The remote certificate is invalid", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_line_of_the_log_holds_a_secret_or_what_people_wrote()
    {
        using var logs = new Logs();
        await using var scene = await WebhookScene.StartAsync(
            (_, http) => http.StatusAsync(500), services => services.AddLogging(logging => logging.AddProvider(logs)),
            "--Logging:LogLevel:Default=Debug", "--Logging:Console:LogLevel:Default=None", "--Logging:EventLog:LogLevel:Default=None");

        await scene.WriteAsync("!ask for my diary");
        await scene.PostAsync("a", "{}", WebhookScene.OtherSecret);
        await logs.WaitForAsync("the event is parked", TestTimeout.Token);

        Assert.Contains(logs.Lines, line => line.Contains("answered 500", StringComparison.Ordinal));
        Assert.Contains(logs.Lines, line => line.Contains("A command of a webhook from", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Lines, line => line.Contains("whsec_", StringComparison.Ordinal)
            || line.Contains(WebhookScene.Secret[6..20], StringComparison.Ordinal) || line.Contains("diary", StringComparison.Ordinal));
    }

    private static async Task DripAsync(HttpContext http)
    {
        http.Response.ContentType = "text/plain";
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!http.RequestAborted.IsCancellationRequested)
        {
            await http.Response.WriteAsync("x");
            await http.Response.Body.FlushAsync();
            await pace.WaitForNextTickAsync();
        }
    }

    private static async Task FloodAsync(HttpContext http)
    {
        http.Response.ContentType = "text/plain";
        var megabyte = new byte[1024 * 1024];
        for (var i = 0; i < 100 && !http.RequestAborted.IsCancellationRequested; i++)
        {
            await http.Response.Body.WriteAsync(megabyte, http.RequestAborted);
        }
    }
}
