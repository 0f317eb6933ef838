using System.Text;
using System.Text.Json.Nodes;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotHost.Webhooks.Api;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using Microsoft.AspNetCore.Http;

namespace BotPlatform.BotHost.Tests.Webhooks;

/// <summary>What a webhook tells the host by itself.</summary>
public sealed class WebhookApiTests : IAsyncLifetime
{
    private const string Message =
        """{"type":"SendMessage","data":{"account":{"network":"sample","id":"100"},"dialog":{"id":"7"},"text":"later"}}""";

    private WebhookScene? _scene;

    private WebhookScene Scene => _scene!;

    public async Task InitializeAsync() => _scene = await WebhookScene.StartAsync(
        (_, http) => http.StatusAsync(204), "--Webhooks:hook:Secrets:0=" + WebhookScene.OtherSecret, "--Webhooks:hook:Events:0=MessageSent");

    public async Task DisposeAsync() => await Scene.DisposeAsync();

    [Fact]
    public async Task A_reply_that_comes_later_is_sent_and_its_outcome_is_told()
    {
        Assert.Equal((202, null), await Scene.PostAsync("order-4711", Message));

        var sent = await Scene.Network.NextSentAsync();
        Assert.Equal(("later", "7", "webhook/hook/order-4711"), (sent.Text, sent.Dialog.Id, sent.CommandId));
        var outcome = await Scene.Webhook.NextAsync();
        Assert.Equal(("MessageSent", "webhook/hook/order-4711"), ((string?)outcome.Json["type"], (string?)outcome.Json["data"]!["commandId"]));
    }

    [Fact]
    public async Task The_same_command_again_is_carried_out_once()
    {
        Assert.Equal(202, (await Scene.PostAsync("a", Message)).Status);
        Assert.Equal(202, (await Scene.PostAsync("a", Message, WebhookScene.OtherSecret)).Status);
        Assert.Equal(202, (await Scene.PostAsync("b", Message)).Status);

        Assert.Equal("webhook/hook/a", (await Scene.Network.NextSentAsync()).CommandId);
        Assert.Equal("webhook/hook/b", (await Scene.Network.NextSentAsync()).CommandId);
        await Scene.Host.StopAsync();
        Assert.Empty(Scene.Network.TakeSent());
    }

    [Fact]
    public async Task What_was_accepted_the_next_host_sends()
    {
        using var directory = new TempDirectory();
        await using (var scene = await WebhookScene.StartAsync((_, http) => http.StatusAsync(204), Fakes.TestHost.StorageIn(directory)))
        {
            scene.Connector.Break();
            Assert.Equal(202, (await scene.PostAsync("a", Message)).Status);
        }

        await using var host = await Fakes.TestHost.StartAsync(settings: Fakes.TestHost.StorageIn(directory));

        Assert.Equal("webhook/hook/a", (await host.Network.NextSentAsync()).CommandId);
    }

    [Fact]
    public async Task While_nothing_can_be_kept_only_so_many_wait_and_the_others_come_again()
    {
        var isReadOnly = false;
        await using var scene = await WebhookScene.StartAsync(
            (_, http) => http.StatusAsync(204),
            services => AilingQueueStore.Register(services, () => isReadOnly),
            "--Webhooks:hook:Timeout=00:00:01");

        isReadOnly = true;
        var waiting = await Task.WhenAll(Enumerable.Range(0, WebhookEndpoint.MaxWaiting).Select(i => scene.PostAsync($"w{i}", Message)));
        var over = await scene.PostAsync("over", Message);
        isReadOnly = false;
        var sent = new List<string>();
        while (sent.Count < WebhookEndpoint.MaxWaiting)
        {
            sent.Add((await scene.Network.NextSentAsync()).CommandId);
        }

        Assert.All(waiting, answer => Assert.Equal(503, answer.Status));
        Assert.Equal(503, over.Status);
        Assert.DoesNotContain("webhook/hook/over", sent);
        foreach (var next in new[] { "after", "over" })
        {
            Assert.Equal(202, (await scene.PostAsync(next, Message)).Status);
            Assert.Equal($"webhook/hook/{next}", (await scene.Network.NextSentAsync()).CommandId);
        }
    }

    [Fact]
    public async Task Other_commands_are_carried_out_too()
    {
        Assert.Equal((202, null), await Scene.PostAsync("t", Command("SetTyping", "\"isTyping\":true")));
        Assert.IsType<SetTyping>(await Scene.Network.NextCommandAsync());
        Assert.Equal((202, null), await Scene.PostAsync(
            "e", Command("EditMessage", """ "messageId":"m","text":"x","createdAt":"2026-01-02T03:04:05Z" """)));

        Assert.Equal(Sample.Moment, Assert.IsType<EditMessage>(await Scene.Network.NextCommandAsync()).CreatedAt);
    }

    [Fact]
    public async Task Who_has_not_the_secret_is_refused_and_nothing_is_sent()
    {
        const string Stranger = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        using var bare = new StringContent(Message, Encoding.UTF8, "application/json");
        using var http = Scene.Host.Http;

        var answers = new[]
        {
            await Scene.PostAsync("a", Message, Stranger),
            await Scene.PostAsync("a", Message, signed: Message.Replace("later", "sooner", StringComparison.Ordinal)),
            await Scene.PostAsync("a", Message, name: "nobody"),
        };
        using var unsigned = await http.PostAsync("/webhooks/hook/commands", bare, TestTimeout.Token);

        Assert.All(answers, answer => Assert.Equal(401, answer.Status));
        Assert.Single(answers.Select(answer => answer.Sentence).Distinct());
        Assert.Equal(StatusCodes.Status401Unauthorized, (int)unsigned.StatusCode);
        await NothingIsSentAsync();
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(310)]
    public async Task What_was_signed_at_another_time_is_refused(int seconds)
    {
        var (status, sentence) = await Scene.PostAsync("a", Message, at: TimeProvider.System.GetUtcNow().AddSeconds(seconds));

        Assert.Equal(401, status);
        Assert.Contains("more than 5 minutes from now", sentence, StringComparison.Ordinal);
        await NothingIsSentAsync();
    }

    [Theory]
    [InlineData(400, "not JSON", "The body is no JSON: line 1, byte 2 is not what has to be there.")]
    [InlineData(400, """{"type":"\ud83d","data":{}}""", "The body has a text that is no UTF-8, or holds half a character.")]
    [InlineData(400, """{"type":"SendMessage"}""", "The body.data is missing.")]
    [InlineData(400, """{"type":"MessageReceived","data":{}}""", "type is 'MessageReceived', which is none of ")]
    [InlineData(400, """{"type":"SendMessage","data":[]}""", "data is no object.")]
    [InlineData(400, """{"type":"SendMessage","data":{"commandId":"x"}}""", "data.commandId is not given here: the header webhook-id is")]
    [InlineData(400, """{"type":"SendMessage","data":{"account":{"network":"sample","id":"100"},"text":"x"}}""", "data.dialog is missing.")]
    [InlineData(400, """{"type":"SendMessage","data":{"account":{"network":"sample","id":"100"},"dialog":{},"text":"x"}}""", "data.dialog is not what")]
    [InlineData(400, """{"type":"SendMessage","data":{"account":{"network":"sample","id":"100"},"dialog":{"id":"7"},"text":"x","silent":true}}""", "data has 'silent', which is unknown")]
    [InlineData(403, """{"type":"SendMessage","data":{"account":{"network":"sample","id":"1"},"dialog":{"id":"7"},"text":"x"}}""", "data.account is none of this host.")]
    public async Task What_is_no_command_is_refused_with_its_place(int status, string body, string beginning)
    {
        var answer = await Scene.PostAsync("a", body);

        Assert.Equal(status, answer.Status);
        Assert.StartsWith(beginning, answer.Sentence, StringComparison.Ordinal);
        await NothingIsSentAsync();
    }

    [Fact]
    public async Task An_id_that_is_none_is_refused() =>
        Assert.StartsWith("webhook-id has to be", (await Scene.PostAsync("a b", Message)).Sentence, StringComparison.Ordinal);

    [Fact]
    public async Task A_body_that_is_too_long_is_refused_unread() =>
        Assert.Equal((413, "The body is longer than 262144 bytes."), await Scene.PostAsync("a", new string(' ', 262145)));

    [Theory]
    [InlineData("POST", "/webhooks/hook/commands", 415)]
    [InlineData("GET", "/webhooks/hook/commands", 405)]
    [InlineData("POST", "/webhooks/hook", 404)]
    public async Task Who_asks_otherwise_is_told_how(string method, string path, int status)
    {
        using var http = Scene.Host.Http;
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "POST" ? new StringContent("x") : null };

        Assert.Equal(
            (status, "Commands of webhooks are POSTed to /webhooks/NAME/commands, with Content-Type: application/json."),
            await Admin.AskExtensions.AskAsync(request, http));
    }

    [Fact]
    public async Task A_webhook_writes_as_its_accounts_alone()
    {
        await using var scene = await WebhookScene.StartAsync((_, http) => http.StatusAsync(204));
        await using var narrow = await StartWithTwoAccountsAsync(scene.Webhook.Address);
        using var http = narrow.Http;
        var timestamp = $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/hook/commands")
        {
            Content = new StringContent(Message, Encoding.UTF8, "application/json"),
            Headers =
            {
                { "webhook-id", "a" },
                { "webhook-timestamp", timestamp },
                { "webhook-signature", WebhookStandIn.Sign(WebhookScene.Secret, "a", timestamp, Encoding.UTF8.GetBytes(Message)) },
            },
        };

        Assert.Equal((403, "data.account is none of this webhook (Accounts)."), await Admin.AskExtensions.AskAsync(request, http));
    }

    [Fact]
    public async Task It_is_described_for_programs()
    {
        using var http = Scene.Host.Http;

        var document = JsonNode.Parse(await http.GetStringAsync("/openapi/webhooks.json", TestTimeout.Token))!;

        var path = Assert.Single(document["paths"]!.AsObject());
        Assert.Equal("/webhooks/{name}/commands", path.Key);
        Assert.Equal(
            ["202", "400", "401", "403", "413", "415", "503"],
            path.Value!["post"]!["responses"]!.AsObject().Select(one => one.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["webhook-id", "webhook-signature", "webhook-timestamp"],
            document["security"]![0]!.AsObject().Select(one => one.Key).Order(StringComparer.Ordinal));
    }

    private static string Command(string type, string properties) =>
        $$"""{"type":"{{type}}","data":{"account":{"network":"sample","id":"100"},"dialog":{"id":"7"},{{properties}} } }""";

    private static Task<Fakes.TestHost> StartWithTwoAccountsAsync(string address) =>
        Fakes.TestHost.StartAsync(new Fakes.FakeNetwork(Sample.Account, new AccountRef("sample", "200")), settings:
        [
            $"--Webhooks:hook:Url={address}", $"--Webhooks:hook:Secret={WebhookScene.Secret}",
            "--Webhooks:hook:Messages=All", "--Webhooks:hook:Accounts:0=sample/200",
        ]);

    private async Task NothingIsSentAsync()
    {
        await Scene.EchoAsync("7"); // the host is well, and nothing was in line before it
        await Scene.Host.StopAsync();
        Assert.Empty(Scene.Network.TakeSent());
    }
}
