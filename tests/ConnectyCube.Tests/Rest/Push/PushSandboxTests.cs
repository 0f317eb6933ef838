using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rest.Push;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Rest.Push;

/// <summary>Pushes: the client and the sandbox, which were written apart from each other.</summary>
public sealed class PushSandboxTests : IAsyncLifetime
{
    private SandboxedUsers _users = null!;

    private RestSession Bot => _users.Bot;

    private RestSession Alice => _users.Alice;

    public async Task InitializeAsync() => _users = await SandboxedUsers.StartAsync();

    public async Task DisposeAsync() => await _users.DisposeAsync();

    [Fact]
    public async Task Devices_of_every_kind_are_subscribed_listed_and_unsubscribed()
    {
        var phone = Phone("phone", PushChannel.ApnsVoip, PushPlatform.Ios) with { BundleId = "app" };

        var made = Assert.Single(await Alice.Push.SubscribeAsync(phone, TestTimeout.Token));
        var again = Assert.Single(await Alice.Push.SubscribeAsync(phone, TestTimeout.Token));
        await Alice.Push.SubscribeAsync(Phone("phone", PushChannel.Apns, PushPlatform.Ios), TestTimeout.Token);
        await Alice.Push.SubscribeAsync(Phone("tablet", PushChannel.Gcm, PushPlatform.Android), TestTimeout.Token);
        await Alice.Push.SubscribeAsync(Browser, TestTimeout.Token);

        Assert.Equal(made, again);
        Assert.Equal(
            [("apns_voip", "phone", "ios"), ("apns", "phone", "ios"), ("gcm", "tablet", "android"), ("web", "browser", "web")],
            (await Alice.Push.ListAsync(TestTimeout.Token)).Select(device => (device.Channel!, device.DeviceId!, device.Platform!)));
        Assert.Empty(await Bot.Push.ListAsync(TestTimeout.Token));

        await RefusedAsync(HttpStatusCode.Forbidden, () => Bot.Push.UnsubscribeAsync(made.Id, TestTimeout.Token));
        await Alice.Push.UnsubscribeAsync(made.Id, TestTimeout.Token);
        await RefusedAsync(HttpStatusCode.NotFound, () => Alice.Push.UnsubscribeAsync(made.Id, TestTimeout.Token));
        Assert.DoesNotContain(await Alice.Push.ListAsync(TestTimeout.Token), device => device.Id == made.Id);
    }

    [Fact]
    public async Task A_push_is_kept_with_its_message_and_whom_it_would_have_reached()
    {
        await Alice.Push.SubscribeAsync(Phone("tablet", PushChannel.Gcm, PushPlatform.Android), TestTimeout.Token);
        await Alice.Push.SubscribeAsync(Browser, TestTimeout.Token);
        var push = new NewPushEvent
        {
            UserIds = [101, 102, 999],
            Environment = PushEnvironment.Development,
            Message = new JsonObject { ["message"] = "hello 🙈", ["ios_badge"] = 2 },
        };

        var toAll = Assert.Single(await Bot.Push.SendAsync(push, TestTimeout.Token));
        await Bot.Push.SendAsync(push with { Channel = PushChannel.Web }, TestTimeout.Token);
        await Bot.Push.SendAsync(push with { Environment = PushEnvironment.Production }, TestTimeout.Token);
        await RefusedAsync(
            HttpStatusCode.UnprocessableEntity, () => Bot.Push.SendAsync(push with { UserIds = [999] }, TestTimeout.Token));

        Assert.Equal(("one_shot", 100L), (toAll.EventType, toAll.UserId));
        var kept = await KeptAsync(101);
        Assert.Equal([toAll.Id, toAll.Id + 1, toAll.Id + 2], kept.Select(item => (long)item!["id"]!));
        Assert.Equal([2, 1, 0], kept.Select(item => (int)item!["devices"]!));
        Assert.Equal("[101,102]", kept[0]!["user_ids"]!.ToJsonString());
        var message = JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String((string)kept[0]!["message"]!)));
        Assert.True(JsonNode.DeepEquals(push.Message, message));
        Assert.Empty(await KeptAsync(103));
    }

    private static NewPushSubscription Browser { get; } = new()
    {
        Channel = PushChannel.Web,
        Platform = PushPlatform.Web,
        Environment = PushEnvironment.Development,
        DeviceId = "browser",
        WebKeys = new WebPushKeys("e", "a", "p"),
    };

    private static NewPushSubscription Phone(string device, PushChannel channel, PushPlatform platform) => new()
    {
        Channel = channel,
        Platform = platform,
        Environment = PushEnvironment.Development,
        DeviceId = device,
        Token = "token",
    };

    private static async Task RefusedAsync(HttpStatusCode status, Func<Task> call) =>
        Assert.Equal(status, (await Assert.ThrowsAsync<ConnectyCubeException>(call)).Status);

    /// <summary>What the sandbox keeps for a user, oldest first.</summary>
    private async Task<JsonArray> KeptAsync(int userId)
    {
        using var http = new HttpClient { BaseAddress = _users.Network.Server.HttpUri };
        return JsonNode.Parse(await http.GetStringAsync($"/sandbox/pushes?user_id={userId}", TestTimeout.Token))!["items"]!.AsArray();
    }
}
