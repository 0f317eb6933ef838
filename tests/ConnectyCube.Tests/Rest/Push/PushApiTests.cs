using System.Text.Json.Nodes;
using BotPlatform.ConnectyCube.Rest.Push;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.ConnectyCube.Tests.Rest.Push;

/// <summary>Section 10, byte for byte.</summary>
public sealed class PushApiTests
{
    private const string Subscribed = """
        [{"subscription":{"id":"5","notification_channel":{"name":"apns_voip"},"device":{"udid":"d","platform":{"name":"ios"}}}},null]
        """;

    [Fact]
    public async Task A_device_is_subscribed_listed_and_unsubscribed()
    {
        await using var service = RestService.Start(asked => HttpAnswer.Text(
            200, asked.Line.StartsWith("DELETE", StringComparison.Ordinal) ? "" : Subscribed));
        var push = service.Session.Push;

        var made = Assert.Single(await push.SubscribeAsync(
            new NewPushSubscription
            {
                Channel = PushChannel.ApnsVoip,
                Platform = PushPlatform.Ios,
                Environment = PushEnvironment.Production,
                DeviceId = "d",
                Token = "token-secret",
                BundleId = "app",
            },
            TestTimeout.Token));
        Assert.Equal(
            """POST /subscriptions {"notification_channel":"apns_voip","push_token":{"environment":"production","client_identification_sequence":"token-secret","bundle_identifier":"app"},"device":{"platform":"ios","udid":"d"}}""",
            service.Last);
        Assert.Equal(new PushSubscription { Id = 5, Channel = "apns_voip", DeviceId = "d", Platform = "ios" }, made);

        Assert.Single(await push.ListAsync(TestTimeout.Token));
        Assert.Equal("GET /subscriptions", service.Last);

        await push.UnsubscribeAsync(5, TestTimeout.Token);
        Assert.Equal("DELETE /subscriptions/5", service.Last);
    }

    [Fact]
    public async Task A_notification_carries_its_message_in_base64()
    {
        await using var service = RestService.Start(201, """[{"event":{"id":9,"event_type":"one_shot","user_id":"100"}}]""");

        var sent = Assert.Single(await service.Session.Push.SendAsync(
            new NewPushEvent
            {
                UserIds = [101, 102],
                Environment = PushEnvironment.Development,
                Message = new JsonObject { ["message"] = "hi" },
                Channel = PushChannel.Gcm,
            },
            TestTimeout.Token));

        Assert.Equal(
            """POST /events {"event":{"notification_type":"push","environment":"development","user":{"ids":[101,102]},"message":"eyJtZXNzYWdlIjoiaGkifQ==","push_type":"gcm"}}""",
            service.Last);
        Assert.Equal(new PushEvent { Id = 9, EventType = "one_shot", UserId = 100 }, sent);
    }

    [Fact]
    public void A_subscription_does_not_print_its_secrets()
    {
        var subscription = new NewPushSubscription
        {
            Channel = PushChannel.Web,
            Platform = PushPlatform.Web,
            Environment = PushEnvironment.Production,
            DeviceId = "d",
            Token = "secret",
            WebKeys = new WebPushKeys("secret", "secret", "k"),
        };

        Assert.DoesNotContain("secret", $"{subscription} {subscription.WebKeys}", StringComparison.Ordinal);
    }
}
