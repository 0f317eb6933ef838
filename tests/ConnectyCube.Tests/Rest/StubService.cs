using System.Collections.Concurrent;
using System.Net;
using System.Text;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rest.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotPlatform.ConnectyCube.Tests.Rest;

/// <summary>A REST service that answers what a test tells it to, below the product's own client and wiring.</summary>
internal sealed class StubService : HttpMessageHandler
{
    private readonly Func<StubRequest, CancellationToken, Task<HttpResponseMessage>> _answer;

    public StubService(Func<StubRequest, HttpResponseMessage> answer) : this((request, _) => Task.FromResult(answer(request)))
    {
    }

    public StubService(Func<StubRequest, CancellationToken, Task<HttpResponseMessage>> answer) => _answer = answer;

    /// <summary>What was asked, in the order of arrival.</summary>
    public ConcurrentQueue<StubRequest> Requests { get; } = new();

    public static HttpResponseMessage Json(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Expired() =>
        Json(HttpStatusCode.Unauthorized, """{"errors":{"base":["Required session does not exist"]}}""");

    public static HttpResponseMessage SessionOf(int userId, string token) =>
        Json(HttpStatusCode.Created, $$$"""
            {"session":{"id":{{{userId}}},"user_id":{{{userId}}},"application_id":"1","token":"{{{token}}}","ts":1767225600,
             "created_at":"2026-01-01T00:00:00Z","user":{"id":{{{userId}}},"login":"bot"} } }
            """);

    /// <summary>The product's client over this service, which hardly waits before a repetition.</summary>
    public ConnectyCubeRest Open(TimeProvider? time = null, ILoggerProvider? logs = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectyCube:ApiUrl"] = "http://rest.test/base",
            ["ConnectyCube:AppId"] = "1",
            ["ConnectyCube:AuthKey"] = "auth-key-secret",
            ["ConnectyCube:Rest:FirstDelay"] = "00:00:00.001",
        }).Build();
        var services = new ServiceCollection().AddLogging(l =>
        {
            l.SetMinimumLevel(LogLevel.Trace);
            if (logs is not null)
            {
                l.AddProvider(logs);
            }
        });
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddConnectyCube(configuration);
        services.AddHttpClient<RestClient>().ConfigurePrimaryHttpMessageHandler(() => this);
        return services.BuildServiceProvider().GetRequiredService<ConnectyCubeRest>();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var token = request.Headers.TryGetValues("CB-Token", out var tokens) ? tokens.Single() : null;
        var seen = new StubRequest($"{request.Method} {request.RequestUri!.PathAndQuery}", body, token);
        Requests.Enqueue(seen);
        return await _answer(seen, cancellationToken);
    }
}

/// <param name="Line">The verb, the path and the query.</param>
/// <param name="Body">The body, empty when there is none.</param>
/// <param name="Token">The header <c>CB-Token</c>.</param>
internal sealed record StubRequest(string Line, string Body, string? Token);
