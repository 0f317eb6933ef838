using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using BotPlatform.BotHost.Storage.Parked;
using BotPlatform.BotHost.Tests.Admin;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Webhooks;

/// <summary>The complete host with a webhook called <c>hook</c>, which has the command <c>!ask</c>.</summary>
internal sealed class WebhookScene : IAsyncDisposable
{
    public const string Secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    public const string OtherSecret = "whsec_/////////////////////////////////////////w==";

    private readonly HttpClient _http;

    private WebhookScene(TestHost host, FakeConnector connector, WebhookStandIn webhook)
    {
        (Host, Connector, Webhook) = (host, connector, webhook);
        _http = host.Http;
    }

    public TestHost Host { get; }

    public FakeConnector Connector { get; }

    public WebhookStandIn Webhook { get; }

    public FakeNetwork Network => Host.Network;

    public static Task<WebhookScene> StartAsync(Func<WebhookAsked, HttpContext, Task> answer, params string[] settings) =>
        StartAsync(answer, _ => { }, settings);

    /// <summary>The same, where the webhook shows a certificate.</summary>
    public static async Task<WebhookScene> StartOverTlsAsync(X509Certificate2 certificate, params string[] settings) =>
        await StartAsync(
            await WebhookStandIn.StartAsync((_, http) => http.StatusAsync(204), certificate), _ => { }, settings);

    public static async Task<WebhookScene> StartAsync(
        Func<WebhookAsked, HttpContext, Task> answer, Action<IServiceCollection> configure, params string[] settings) =>
        await StartAsync(await WebhookStandIn.StartAsync(answer), configure, settings);

    private static async Task<WebhookScene> StartAsync(
        WebhookStandIn webhook, Action<IServiceCollection> configure, string[] settings)
    {
        var host = await TestHost.StartAsync(configure: configure, settings:
        [
            "--Bus:RetryDelay=00:00:00.001", "--Bus:Retries=1",
            $"--Webhooks:hook:Url={webhook.Address}/bot", $"--Webhooks:hook:Secret={Secret}",
            "--Webhooks:hook:Commands:ask:Description=Asks.", "--Webhooks:hook:Commands:ask:Usage=WHAT", .. settings,
        ]);
        return new WebhookScene(host, await host.Network.NextConnectionAsync(), webhook);
    }

    public ValueTask WriteAsync(string text) => Connector.ReceiveAsync(Sample.Message(text));

    public async Task<string> NextTextAsync() => (await Network.NextSentAsync()).Text;

    /// <summary>Somebody writes to a bot of the host itself, which answers.</summary>
    public async Task EchoAsync(string dialog)
    {
        await Connector.ReceiveAsync(Sample.Message("!echo still here") with { Dialog = new DialogRef(dialog) });
        Assert.Equal("still here", await NextTextAsync());
    }

    /// <summary>Why the items are parked that are.</summary>
    public async Task<IReadOnlyList<string>> ProblemsAsync()
    {
        var store = Host.Services.GetRequiredService<ParkedStore>();
        var numbers = await store.NumbersAsync(new ParkedFilter { Dialog = Sample.Dialog.Id }, TestTimeout.Token);
        return [.. (await store.ReadAsync(numbers, TestTimeout.Token)).Select(item => item.Record.Problem)];
    }

    /// <summary>The webhook sends a command by itself.</summary>
    public async Task<(int Status, string? Sentence)> PostAsync(
        string id, string body, string secret = Secret, DateTimeOffset? at = null, string name = "hook", string? signed = null)
    {
        var timestamp = $"{(at ?? TimeProvider.System.GetUtcNow()).ToUnixTimeSeconds()}";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/{name}/commands")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
            Headers =
            {
                { "webhook-id", id },
                { "webhook-timestamp", timestamp },
                { "webhook-signature", WebhookStandIn.Sign(secret, id, timestamp, Encoding.UTF8.GetBytes(signed ?? body)) },
            },
        };
        return await request.AskAsync(_http);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Host.DisposeAsync();
        await Webhook.DisposeAsync();
    }
}
