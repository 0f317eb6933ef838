using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Streams.Negotiation;

/// <summary>RFC 6120 §7: gets the full address, and switches acknowledgements on (XEP-0198 §3) where they are offered.</summary>
internal sealed class BindStep : INegotiationStep
{
    private static readonly XmlName BindName = new(Namespaces.Bind, "bind");

    public XmppState State { get; } = new XmppState.Binding();

    public bool Applies(StreamFeatures features, Handshake handshake) =>
        features.OffersBind && handshake.Security.IsAuthenticated;

    public async Task<StepResult> RunAsync(
        Handshake handshake, StreamFeatures features, CancellationToken cancellationToken)
    {
        handshake.Offered = features.All;
        handshake.BoundAddress = await BindAsync(handshake, cancellationToken).ConfigureAwait(false);
        if (features.OffersStreamManagement && handshake.Options.UseStreamManagement)
        {
            await EnableAsync(handshake, cancellationToken).ConfigureAwait(false);
        }

        return StepResult.Done;
    }

    private static async Task<Jid> BindAsync(Handshake handshake, CancellationToken cancellationToken)
    {
        var bind = new Element(BindName);
        if (handshake.Options.Resource is { } resource)
        {
            bind = bind.WithElements(new Element(new XmlName(Namespaces.Bind, "resource"), resource));
        }

        var request = new Iq { Type = IqType.Set, Id = "bind", Payload = bind };
        await handshake.SendAsync(request.ToElement(), cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var element = await handshake.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (Stanza.TryParse(element) is not Iq { Id: "bind" } answer)
            {
                handshake.EarlyStanzas.Add(element);
                continue;
            }

            if (answer.Type == IqType.Error)
            {
                throw new XmppConnectionException($"The server assigned no address: {answer.Error}.");
            }

            var address = answer.Payload?.Child(new XmlName(Namespaces.Bind, "jid"))?.Text;
            return Jid.TryParse(address, out var jid)
                ? jid
                : throw new XmppConnectionException("The server assigned something that is no address.");
        }
    }

    private static async Task EnableAsync(Handshake handshake, CancellationToken cancellationToken)
    {
        var name = new XmlName(Namespaces.StreamManagement, "enable");
        var enable = handshake.Options.UseResumption
            ? new Element(name, null, new XmlAttribute("resume", "true"))
            : new Element(name);
        await handshake.SendAsync(enable, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var element = await handshake.ReadAsync(cancellationToken).ConfigureAwait(false);
            switch (element.Name)
            {
                case { Namespace: Namespaces.StreamManagement, LocalName: "enabled" }:
                    handshake.HasStreamManagement = true;
                    handshake.Ticket = ResumptionTicket.Parse(element);
                    return;
                case { Namespace: Namespaces.StreamManagement, LocalName: "failed" }:
                    return;
                default:
                    // Sent before the counting began, so it stays uncounted.
                    handshake.EarlyStanzas.Add(element);
                    break;
            }
        }
    }
}
