using System.Text;
using System.Text.Json.Nodes;
using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.ConnectyCube.Rest.Json;

namespace BotPlatform.ConnectyCube.Rest.Push;

/// <summary>
/// Section 10: push notifications. Everything throws <see cref="ConnectyCubeException"/> when the service refuses or cannot be reached.
/// </summary>
public interface IPushApi
{
    /// <summary>Lets a device of the caller be notified.</summary>
    Task<IReadOnlyList<PushSubscription>> SubscribeAsync(NewPushSubscription subscription, CancellationToken cancellationToken);

    /// <summary>The caller's devices.</summary>
    Task<IReadOnlyList<PushSubscription>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Ends a subscription.</summary>
    Task UnsubscribeAsync(long id, CancellationToken cancellationToken);

    /// <summary>Notifies users.</summary>
    /// <exception cref="ArgumentException">There is nobody to notify.</exception>
    Task<IReadOnlyList<PushEvent>> SendAsync(NewPushEvent push, CancellationToken cancellationToken);
}

internal sealed class PushApi(RestSession session) : IPushApi
{
    private const string Subscriptions = "subscriptions";

    public Task<IReadOnlyList<PushSubscription>> SubscribeAsync(
        NewPushSubscription subscription, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["notification_channel"] = Word(subscription.Channel),
            ["push_token"] = new JsonObject { ["environment"] = Word(subscription.Environment) }
                .Set("client_identification_sequence", subscription.Token)
                .Set("bundle_identifier", subscription.BundleId)
                .Set("web_endpoint", subscription.WebKeys?.Endpoint)
                .Set("web_auth", subscription.WebKeys?.Auth)
                .Set("web_p256dh", subscription.WebKeys?.P256dh),
            ["device"] = new JsonObject { ["platform"] = Word(subscription.Platform), ["udid"] = subscription.DeviceId },
        };
        return SubscriptionsAsync(RestCall.Post(Subscriptions, body, RestJson.Default.JsonObject), cancellationToken);
    }

    public Task<IReadOnlyList<PushSubscription>> ListAsync(CancellationToken cancellationToken) =>
        SubscriptionsAsync(RestCall.Get(Subscriptions), cancellationToken);

    public Task UnsubscribeAsync(long id, CancellationToken cancellationToken) =>
        session.SendAsync(RestCall.DeleteOne(RestCall.PathOf(Subscriptions, RestCall.Text(id))), cancellationToken);

    public async Task<IReadOnlyList<PushEvent>> SendAsync(NewPushEvent push, CancellationToken cancellationToken)
    {
        if (push.UserIds.Count == 0)
        {
            throw new ArgumentException("There is nobody to notify.", nameof(push));
        }

        var body = new JsonObject
        {
            ["event"] = new JsonObject
            {
                ["notification_type"] = "push",
                ["environment"] = Word(push.Environment),
                ["user"] = new JsonObject().Set("ids", push.UserIds),
                ["message"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(push.Message.ToJsonString())),
            }.Set("push_type", push.Channel is { } channel ? Word(channel) : null),
        };
        var call = RestCall.Post("events", body, RestJson.Default.JsonObject);
        var answer = await session.SendAsync(call, RestJson.Default.ListEventAnswer, cancellationToken).ConfigureAwait(false);
        return [.. answer.Where(item => item is not null).Select(item => item.Event)];
    }

    private static string Word(PushChannel channel) => channel == PushChannel.ApnsVoip ? "apns_voip" : Lower(channel.ToString());

    private static string Word(PushPlatform platform) => Lower(platform.ToString());

    private static string Word(PushEnvironment environment) => Lower(environment.ToString());

    // These are the service's own words, not a text to compare.
    private static string Lower(string word) => $"{char.ToLowerInvariant(word[0])}{word[1..]}";

    private async Task<IReadOnlyList<PushSubscription>> SubscriptionsAsync(RestCall call, CancellationToken cancellationToken)
    {
        var answer = await session.SendAsync(call, RestJson.Default.ListSubscriptionAnswer, cancellationToken).ConfigureAwait(false);
        return [.. answer.Where(item => item is not null).Select(item => item.Subscription.ToSubscription())];
    }
}

internal sealed record SubscriptionAnswer
{
    public required SubscriptionBody Subscription { get; init; }
}

internal sealed record SubscriptionBody
{
    public required long Id { get; init; }

    public Named? NotificationChannel { get; init; }

    public SubscribedDevice? Device { get; init; }

    public PushSubscription ToSubscription() => new()
    {
        Id = Id,
        Channel = NotificationChannel?.Name,
        DeviceId = Device?.Udid,
        Platform = Device?.Platform?.Name,
    };
}

internal sealed record SubscribedDevice
{
    public string? Udid { get; init; }

    public Named? Platform { get; init; }
}

internal sealed record Named
{
    public string? Name { get; init; }
}

internal sealed record EventAnswer
{
    public required PushEvent Event { get; init; }
}
