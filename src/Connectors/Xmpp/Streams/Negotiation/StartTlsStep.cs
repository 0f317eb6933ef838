using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Transport;

namespace BotPlatform.Xmpp.Streams.Negotiation;

/// <summary>RFC 6120 §5: encrypts a TCP connection before anything that matters is said.</summary>
internal sealed class StartTlsStep(TransportFactory transports) : INegotiationStep
{
    private static readonly XmlName Proceed = new(Namespaces.Tls, "proceed");

    public XmppState State { get; } = new XmppState.Securing();

    public bool Applies(StreamFeatures features, Handshake handshake) =>
        features.OffersTls && !handshake.Security.IsEncrypted;

    public async Task<StepResult> RunAsync(
        Handshake handshake, StreamFeatures features, CancellationToken cancellationToken)
    {
        await handshake.SendAsync(new Element(new XmlName(Namespaces.Tls, "starttls")), cancellationToken).ConfigureAwait(false);
        var answer = await handshake.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (answer.Name != Proceed)
        {
            throw new XmppConnectionException("The server offered encryption and then refused it.");
        }

        await handshake.Stream.UpgradeAsync(
            plain => transports.EncryptAsync(plain, announceProtocol: false, cancellationToken)).ConfigureAwait(false);
        return StepResult.Restart;
    }
}
