using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>
/// XEP-0352: tells the server whether somebody looks at the client. These are elements of the stream and no stanzas: nothing
/// answers them and XEP-0198 does not count them. A new stream begins active.
/// </summary>
public static class ClientState
{
    /// <summary>What a server that understands it lists among its stream features.</summary>
    public static XmlName Feature { get; } = new(Namespaces.ClientState, "csi");

    /// <summary>Somebody looks at it.</summary>
    public static Element Active { get; } = new(new XmlName(Namespaces.ClientState, "active"));

    /// <summary>Nobody does: what can wait, may.</summary>
    public static Element Inactive { get; } = new(new XmlName(Namespaces.ClientState, "inactive"));
}
