using BotPlatform.Connectors.Parts;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Connectors.XmppParts.Connection;

/// <summary>
/// Where abilities send and ask. What a new login brings is read before the account is ready, and whoever handles it may ask something
/// or join a room at once: requests and presences wait for the end of the login. Messages do not: waiting, they would lose their order.
/// </summary>
internal sealed class AccountSession(IXmppSession session, ConnectionStatus status) : IXmppSession
{
    public Jid Address => session.Address;

    public bool Offers(XmlName feature) => session.Offers(feature);

    public Task SendAsync(IStanza stanza, CancellationToken cancellationToken = default) => session.SendAsync(stanza, cancellationToken);

    public async Task PostAsync(IStanza stanza, CancellationToken cancellationToken = default)
    {
        if (stanza is Presence)
        {
            await status.WaitForLoginAsync(cancellationToken).ConfigureAwait(false);
        }

        await session.PostAsync(stanza, cancellationToken).ConfigureAwait(false);
    }

    public Task PostAsync(Element element, CancellationToken cancellationToken = default) => session.PostAsync(element, cancellationToken);

    public async Task<Iq> RequestAsync(Iq request, CancellationToken cancellationToken = default)
    {
        await status.WaitForLoginAsync(cancellationToken).ConfigureAwait(false);
        return await session.RequestAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
