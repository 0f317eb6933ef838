using BotPlatform.ConnectyCube.Rest;
using BotPlatform.TestKit.Scripted;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotPlatform.ConnectyCube.Tests.Rest;

/// <summary>The product's client, as it is wired in the product, and a scripted service on loopback that gives out sessions.</summary>
internal sealed class RestService : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private RestService(ScriptedHttpServer server, TimeProvider clock, ILoggerProvider? logs, (string Key, string Value)[] settings)
    {
        Server = server;
        var values = new Dictionary<string, string?>
        {
            ["ConnectyCube:ApiUrl"] = server.Address.ToString(),
            ["ConnectyCube:AppId"] = "1",
            ["ConnectyCube:AuthKey"] = "auth-key-secret",
        };
        foreach (var (key, value) in settings)
        {
            values[$"ConnectyCube:{key}"] = value;
        }

        var services = new ServiceCollection().AddSingleton(clock)
            .AddLogging(l =>
            {
                l.SetMinimumLevel(LogLevel.Trace);
                if (logs is not null)
                {
                    l.AddProvider(logs);
                }
            });
        _services = services.AddConnectyCube(new ConfigurationBuilder().AddInMemoryCollection(values).Build()).BuildServiceProvider();
        Session = Rest.For(new ConnectyCubeAccount { Login = "bot", Password = "password-secret" });
    }

    public ScriptedHttpServer Server { get; }

    public ConnectyCubeRest Rest => _services.GetRequiredService<ConnectyCubeRest>();

    /// <summary>The account <c>bot</c>.</summary>
    public RestSession Session { get; }

    /// <summary>Everything that was asked but sessions.</summary>
    public IReadOnlyList<HttpAsked> Asked => [.. Server.Asked.Where(a => !a.Line.EndsWith(" /session", StringComparison.Ordinal))];

    /// <summary>The last request, as the verb, the target and the body.</summary>
    public string Last => Asked[^1] is { Body: { Length: > 0 } body } last ? $"{last.Line} {body}" : Asked[^1].Line;

    /// <param name="answer">Answers everything but sessions.</param>
    /// <param name="clock">The client's clock; null for the machine's.</param>
    /// <param name="logs">Gets all log lines.</param>
    /// <param name="settings">Of the section <c>ConnectyCube</c>.</param>
    public static RestService Start(
        Func<HttpAsked, HttpAnswer> answer, TimeProvider? clock = null, ILoggerProvider? logs = null,
        params (string Key, string Value)[] settings) =>
        Start((asked, _) => Task.FromResult(answer(asked)), clock, logs, settings);

    /// <inheritdoc cref="Start(Func{HttpAsked, HttpAnswer}, TimeProvider?, ILoggerProvider?, ValueTuple{string, string}[])"/>
    public static RestService Start(
        Func<HttpAsked, CancellationToken, Task<HttpAnswer>> answer, TimeProvider? clock = null, ILoggerProvider? logs = null,
        params (string Key, string Value)[] settings)
    {
        var tokens = 0;
        var server = new ScriptedHttpServer((asked, ct) => asked.Line switch
        {
            "POST /session" => Task.FromResult(SessionOf(Token(Interlocked.Increment(ref tokens)))),
            "DELETE /session" => Task.FromResult(HttpAnswer.Text(200)),
            _ => answer(asked, ct),
        });
        return new RestService(server, clock ?? TimeProvider.System, logs, settings);
    }

    /// <summary>The token of the first session, the second, and so on.</summary>
    public static string Token(int number) => $"token-secret-{number}";

    /// <summary>Answers the same to everything.</summary>
    public static RestService Start(int status, string body) => Start(_ => HttpAnswer.Text(status, body));

    public static HttpAnswer Expired() =>
        HttpAnswer.Text(401, """{"errors":{"base":["Required session does not exist"]}}""");

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await _services.DisposeAsync();
        await Server.DisposeAsync();
    }

    private static HttpAnswer SessionOf(string token) =>
        HttpAnswer.Text(201, $$$"""{"session":{"user_id":100,"application_id":1,"token":"{{{token}}}"}}""");
}
