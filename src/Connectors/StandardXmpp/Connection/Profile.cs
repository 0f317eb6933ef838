using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Connection;

/// <summary>XEP-0030 and XEP-0115: what the account says of itself, and how it answers when others ask.</summary>
internal sealed class Profile(Jid self)
{
    private static readonly DiscoInfo Info = new()
    {
        Identities = [new DiscoIdentity("client", "bot", "BotPlatform")],
        Features =
        [
            Namespaces.Capabilities, Namespaces.DiscoInfo, Namespaces.Ping, Namespaces.Rooms, Namespaces.ChatStates, Namespaces.Receipts,
            Namespaces.ChatMarkers, Namespaces.MessageCorrection, Namespaces.MessageRetraction, Namespaces.Reactions,
            Namespaces.OutOfBand, Namespaces.StanzaIds,
        ],
    };

    private static readonly EntityCapabilities Capabilities = EntityCapabilities.Of("urn:botplatform:standard-xmpp", Info);

    /// <summary>"I am here", and what I can do.</summary>
    public static Presence Presence { get; } = new Presence().With(Capabilities);

    /// <summary>Answers a request; null for one that is not known.</summary>
    public Iq? Answer(Iq request) =>
        Info.TryAnswer(request, Capabilities)
        ?? (IsPrivacyPush(request) ? request.ToResult() : null);

    // XEP-0016 §2.6: another device changed a list; whoever wants to know asks for it.
    private bool IsPrivacyPush(Iq request) =>
        request.Type == IqType.Set && request.Payload?.Name == PrivacyLists.Name && request.IsFromAccount(self);
}
