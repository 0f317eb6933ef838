using BotPlatform.Connectors.Parts;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Connectors.XmppParts.Connection;

/// <summary>
/// Where abilities send and ask. What a new login brings is read before the account is ready, and whoever handles it may ask something
/// at once: such a request waits for the end of the login. What is only sent does not, because it would lose its order.
/// </summary>
internal sealed class AccountSession(IXmppSession session, ConnectionStatus status) : IXmppSession
{
    public Jid Address => session.Address;

    public bool Offers(XmlName feature) => session.Offers(feature);

    public Task SendAsync(IStanza stanza, CancellationToken cancellationToken = default) => session.SendAsync(stanza, cancellationToken);

    public Task PostAsync(IStanza stanza, CancellationToken cancellationToken = default) => session.PostAsync(stanza, cancellationToken);

    public Task PostAsync(Element element, CancellationToken cancellationToken = default) => session.PostAsync(element, cancellationToken);

    public async Task<Iq> RequestAsync(Iq request, CancellationToken cancellationToken = default)
    {
        await status.WaitForLoginAsync(cancellationToken).ConfigureAwait(false);
        return await session.RequestAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
