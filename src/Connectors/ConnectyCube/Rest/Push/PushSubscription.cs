using System.Text.Json.Nodes;

namespace BotPlatform.ConnectyCube.Rest.Push;

/// <summary>Section 10: through whom a device is reached.</summary>
public enum PushChannel
{
    /// <summary>Apple.</summary>
    Apns,

    /// <summary>Apple, for calls.</summary>
    ApnsVoip,

    /// <summary>Google.</summary>
    Gcm,

    /// <summary>A browser.</summary>
    Web,
}

/// <summary>Section 10: what kind of device it is.</summary>
public enum PushPlatform
{
    /// <summary>Apple's.</summary>
    Ios,

    /// <summary>Google's.</summary>
    Android,

    /// <summary>A browser.</summary>
    Web,
}

/// <summary>Section 10: which keys are used.</summary>
public enum PushEnvironment
{
    /// <summary>Those of apps that are being made.</summary>
    Development,

    /// <summary>Those of apps in the shops.</summary>
    Production,
}

/// <summary>Section 10: a device that wants to be notified.</summary>
public sealed record NewPushSubscription
{
    /// <summary>Through whom.</summary>
    public required PushChannel Channel { get; init; }

    /// <summary>What kind of device.</summary>
    public required PushPlatform Platform { get; init; }

    /// <summary>Which keys.</summary>
    public required PushEnvironment Environment { get; init; }

    /// <summary>What tells the device from all others.</summary>
    public required string DeviceId { get; init; }

    /// <summary>What the channel gave to the app on the device; not for browsers. A secret.</summary>
    public string? Token { get; init; }

    /// <summary>Which app on the device, where it has several.</summary>
    public string? BundleId { get; init; }

    /// <summary>What a browser gave, instead of a token.</summary>
    public WebPushKeys? WebKeys { get; init; }

    /// <summary>Without the token.</summary>
    public override string ToString() => $"{Channel} subscription of device {DeviceId}";
}

/// <summary>What a browser gives to a site that may notify its user (Push API).</summary>
/// <param name="Endpoint">Where notifications go. A secret.</param>
/// <param name="Auth">A secret.</param>
/// <param name="P256dh">The public key.</param>
public sealed record WebPushKeys(string Endpoint, string Auth, string P256dh)
{
    /// <summary>Without the secrets.</summary>
    public override string ToString() => nameof(WebPushKeys);
}

/// <summary>Section 10: a device that is notified.</summary>
public sealed record PushSubscription
{
    /// <summary>What ends it.</summary>
    public required long Id { get; init; }

    /// <summary>Through whom, in the service's word: <c>apns</c>, <c>apns_voip</c>, <c>gcm</c>, <c>web</c>.</summary>
    public string? Channel { get; init; }

    /// <summary>What tells the device from all others.</summary>
    public string? DeviceId { get; init; }

    /// <summary>What kind of device, in the service's word: <c>ios</c>, <c>android</c>, <c>web</c>.</summary>
    public string? Platform { get; init; }
}

/// <summary>Section 10: a notification to send.</summary>
public sealed record NewPushEvent
{
    /// <summary>To whom.</summary>
    public required IReadOnlyList<long> UserIds { get; init; }

    /// <summary>Which keys.</summary>
    public required PushEnvironment Environment { get; init; }

    /// <summary>What the app on the device gets; <c>message</c> is usually the text that people see.</summary>
    public required JsonObject Message { get; init; }

    /// <summary>Through whom only; null through all.</summary>
    public PushChannel? Channel { get; init; }
}

/// <summary>Section 10: a notification that was accepted.</summary>
public sealed record PushEvent
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>What kind, in the service's word.</summary>
    public string? EventType { get; init; }

    /// <summary>Who sent it.</summary>
    public long? UserId { get; init; }
}
