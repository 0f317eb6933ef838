using BotPlatform.Connectors.Parts;

namespace BotPlatform.Connectors.XmppParts.Settings;

/// <summary>What can be set about the connections of any network that speaks XMPP; part of the network's own section.</summary>
public abstract class XmppConnectionOptions
{
    /// <summary>
    /// A PEM file with the only certificate authorities to trust, for everything of the network. Default null: those of the operating
    /// system.
    /// </summary>
    public string? TrustedRootsFile { get; set; }

    /// <summary>
    /// The SHA-256 of the chat server's own certificate in hex; then that certificate is accepted and no other. Default null.
    /// </summary>
    public string? PinnedCertificateSha256 { get; set; }

    /// <summary>How long logging in at the chat server may take. Default 15 seconds.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long the chat server may take to answer a request or to acknowledge what was sent; a connection on which it takes
    /// longer counts as broken. Default 15 seconds.
    /// </summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// After how much silence of the chat server it is asked whether it is there. Default 60 seconds; zero never asks.
    /// </summary>
    /// <remarks>
    /// A link that is silently dead is noticed after this and <see cref="AnswerTimeout"/> together, and at most a quarter of the
    /// shorter of the two later (never more than 7.5 seconds). When something was sent into it, it is noticed after
    /// <see cref="AnswerTimeout"/> and that quarter.
    /// </remarks>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// XEP-0410: how often a joined group is asked whether the account is still in it; the account joins again where it is not.
    /// Default five minutes; zero never asks.
    /// </summary>
    /// <remarks>A network may leave out groups that it has heard meanwhile.</remarks>
    public TimeSpan RoomCheckInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>When an account that cannot connect, or lost its connection, tries again.</summary>
    public ReconnectOptions Reconnect { get; } = new();

    /// <summary>How many accounts may log in at the same time; the others wait. Default 16.</summary>
    public int MaxConcurrentLogins { get; set; } = 16;

    /// <summary>
    /// Whether senders who ask for it are told, as soon as a message is safe with the host, that it arrived. Default true.
    /// </summary>
    public bool AutomaticDelivered { get; set; } = true;
}
