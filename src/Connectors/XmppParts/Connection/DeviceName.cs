namespace BotPlatform.Connectors.XmppParts.Connection;

/// <summary>What servers know a device by: the resource of its address (RFC 6120, section 7).</summary>
public static class DeviceName
{
    // Long, and not only digits: an app of the vendor throws away messages whose sender's address contains its own resource.
    private const string Prefix = "botplatform-";

    /// <summary>The resource; null lets the server choose one that nobody has.</summary>
    public static string? Of(string? device) => device is null ? null : Prefix + device;
}
