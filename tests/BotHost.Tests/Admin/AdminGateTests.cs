using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using BotPlatform.BotHost.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotPlatform.BotHost.Tests.Admin;

/// <summary>Who is let through to the administration.</summary>
public sealed class AdminGateTests
{
    private const string Key = "a-key-that-nobody-guesses";
    private const string Other = "another-key-for-the-change";

    public static TheoryData<string> Paths => ["/admin/status", "/admin/parked", "/ADMIN/parked", "/openapi/v1.json", "/admin/none"];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Without_a_key_a_program_on_the_same_machine_is_answered_and_nobody_else(string path)
    {
        await using var host = await TestHost.StartAsync(configure: services => services.AddSingleton<IStartupFilter, Faraway>());
        using var http = host.Http;

        Assert.NotEqual(403, await StatusAsync(http, path));
        Assert.Equal(403, await StatusAsync(http, path, (Faraway.Header, "203.0.113.7")));
        Assert.Equal(403, await StatusAsync(http, path, (Faraway.Header, "::ffff:203.0.113.7")));
        Assert.NotEqual(403, await StatusAsync(http, path, (Faraway.Header, "::ffff:127.0.0.1")));
        using var health = await http.GetAsync("/health/live", TestTimeout.Token);
        Assert.True(health.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Without_a_key_an_address_of_the_machine_that_others_can_reach_too_is_not_answered()
    {
        await using var host = await TestHost.StartAsync(settings: "--Urls=http://0.0.0.0:0");
        var port = host.Http.BaseAddress!.Port;
        foreach (var address in OwnAddresses().Prepend(IPAddress.Loopback))
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://{address}:{port}") };

            var (status, sentence) = await AskAsync(http, "/admin/status");

            Assert.Equal(IPAddress.IsLoopback(address) ? 200 : 403, status);
            Assert.Equal(
                IPAddress.IsLoopback(address),
                sentence?.Contains("it comes from another machine", StringComparison.Ordinal) != true);
        }
    }

    [Fact]
    public async Task An_address_that_a_header_claims_counts_for_nothing()
    {
        // The framework's own way to believe such headers, from whomever.
        await using var host = await TestHost.StartAsync(settings: ["--Urls=http://0.0.0.0:0", "--ForwardedHeaders_Enabled=true"]);
        var port = host.Http.BaseAddress!.Port;
        foreach (var address in OwnAddresses().Prepend(IPAddress.Loopback))
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://{address}:{port}") };

            Assert.Equal(403, await StatusAsync(http, "/admin/status", ("X-Forwarded-For", "127.0.0.1"), ("Host", "localhost")));
        }
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("X-Real-IP", "203.0.113.7")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Host", "bots.example.com")]
    [InlineData("Host", "127.0.0.1.example.com:5080")]
    [InlineData("Host", "203.0.113.7:5080")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://localhost:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Without_a_key_what_a_proxy_or_a_web_page_sends_is_refused(string header, string value)
    {
        await using var host = await TestHost.StartAsync();
        using var http = host.Http;

        Assert.Equal(403, await StatusAsync(http, "/admin/status", (header, value)));
    }

    [Theory]
    [InlineData("Host", "localhost:5080")]
    [InlineData("Host", "LOCALHOST")]
    [InlineData("Host", "[::1]:5080")]
    [InlineData("Host", "127.0.0.2")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    public async Task Without_a_key_what_a_program_on_the_machine_sends_is_answered(string header, string value)
    {
        await using var host = await TestHost.StartAsync();
        using var http = host.Http;

        Assert.Equal(200, await StatusAsync(http, "/admin/status", (header, value)));
        Assert.Equal(200, await StatusAsync(http, "/admin/status", ("Origin", http.BaseAddress!.GetLeftPart(UriPartial.Authority))));
    }

    [Fact]
    public async Task With_a_key_who_gives_it_is_answered_wherever_he_is_and_nobody_else()
    {
        await using var host = await TestHost.StartAsync(
            configure: services => services.AddSingleton<IStartupFilter, Faraway>(),
            settings: [$"--Admin:ApiKey={Key}", $"--Admin:ApiKeys:0={Other}"]);
        using var http = host.Http;
        var far = (Faraway.Header, "203.0.113.7");

        Assert.Equal(200, await StatusAsync(http, "/admin/status", ("X-Api-Key", Key)));
        Assert.Equal(200, await StatusAsync(http, "/admin/status", ("X-Api-Key", Other)));
        Assert.Equal(200, await StatusAsync(http, "/admin/status", ("Authorization", $"Bearer {Key}")));
        Assert.Equal(200, await StatusAsync(http, "/admin/status", far, ("X-Api-Key", Key), ("Host", "bots.example.com"), ("Via", "1.1 p")));
        Assert.Equal(403, await StatusAsync(http, "/admin/status", ("X-Api-Key", Key), ("Origin", "http://evil.example")));
        foreach (var wrong in (string[])[Key[..^1], Key + "x", Key.ToUpperInvariant(), $"{Key},{Key}", "x"])
        {
            Assert.Equal((401, "The key is not one of this host (Admin:ApiKey)."), await AskAsync(http, "/admin/status", ("X-Api-Key", wrong)));
        }

        Assert.Equal(401, await StatusAsync(http, "/admin/status", ("Authorization", $"Basic {Key}")));
        using var none = await http.GetAsync("/admin/parked/7", TestTimeout.Token);
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (none.StatusCode, none.Headers.WwwAuthenticate.ToString()));
    }

    [Fact]
    public async Task No_key_gets_into_a_log()
    {
        using var logs = new Logs();
        await using (var host = await TestHost.StartAsync(
            configure: services => services.AddLogging(logging => logging.AddProvider(logs)),
            settings: [$"--Admin:ApiKey={Key}", "--Logging:LogLevel:Default=Trace"]))
        {
            using var http = host.Http;
            Assert.Equal(200, await StatusAsync(http, "/admin/status", ("X-Api-Key", Key)));
            Assert.Equal(401, await StatusAsync(http, "/admin/status", ("X-Api-Key", Other)));
            Assert.Equal(401, await StatusAsync(http, "/admin/status", ("Authorization", $"Bearer {Other}")));
        }

        Assert.Contains(logs.Lines, line => line.Contains("is refused with 401", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Lines, line => line.Contains(Key, StringComparison.Ordinal) || line.Contains(Other, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--Admin:ApiKey=guess-me", "is shorter than 16 characters", "guess-me")]
    [InlineData("--Admin:ApiKeys:0=guess-me", "is shorter than 16 characters", "guess-me")]
    [InlineData("--Admin:ApiKey=schlüssel-mit-umlaut", "a character that a header cannot carry", "umlaut")]
    [InlineData("--Admin:ApiKey=a key with many blanks", "a character that a header cannot carry", "blanks")]
    public async Task A_key_that_is_none_stops_the_start_and_is_not_said(string setting, string says, string secret)
    {
        var problem = Assert.Single(await Startup.ProblemsAsync([setting]));

        Assert.Contains(says, problem, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, problem, StringComparison.Ordinal);
    }

    private static IEnumerable<IPAddress> OwnAddresses() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(one => one.OperationalStatus == OperationalStatus.Up)
        .SelectMany(one => one.GetIPProperties().UnicastAddresses)
        .Select(one => one.Address)
        .Where(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));

    private static async Task<int> StatusAsync(HttpClient http, string path, params (string Name, string Value)[] headers) =>
        (await AskAsync(http, path, headers)).Status;

    private static async Task<(int Status, string? Sentence)> AskAsync(
        HttpClient http, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await request.AskAsync(http);
    }

    /// <summary>Lets a request come from where it says.</summary>
    private sealed class Faraway : IStartupFilter
    {
        public const string Header = "Test-From";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                if (context.Request.Headers.TryGetValue(Header, out var from))
                {
                    context.Connection.RemoteIpAddress = IPAddress.Parse(from.ToString());
                }

                return rest(context);
            });
            next(app);
        };
    }
}
