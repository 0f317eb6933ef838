using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Streams.Sasl;

namespace BotPlatform.Xmpp.Streams.Negotiation;

/// <summary>RFC 6120 §6: proves who we are.</summary>
internal sealed class SaslStep : INegotiationStep
{
    private static readonly string[] WorthRetrying = ["temporary-auth-failure", "aborted"];

    public XmppState State { get; } = new XmppState.Authenticating();

    public bool Applies(StreamFeatures features, Handshake handshake) => !handshake.Security.IsAuthenticated;

    public async Task<StepResult> RunAsync(
        Handshake handshake, StreamFeatures features, CancellationToken cancellationToken)
    {
        var security = handshake.Security;
        if (!security.IsPrivate && !handshake.Options.AllowUnencrypted)
        {
            throw new XmppConnectionException(
                "The server offers no encryption, and it is on another machine. Use xmpps:// or wss://.");
        }

        var mechanism = SaslSelection.Choose(
            features.Mechanisms, handshake.Options, handshake.Credentials, security.IsPrivate);
        var auth = new Element(
            new XmlName(Namespaces.Sasl, "auth"), Encode(mechanism.Start()), new XmlAttribute("mechanism", mechanism.Name));
        await handshake.SendAsync(auth, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var answer = await handshake.ReadAsync(cancellationToken).ConfigureAwait(false);
            switch (answer.Name)
            {
                case { Namespace: Namespaces.Sasl, LocalName: "challenge" }:
                    var response = Encode(mechanism.Respond(Decode(answer)));
                    await handshake.SendAsync(
                        new Element(new XmlName(Namespaces.Sasl, "response"), response), cancellationToken).ConfigureAwait(false);
                    break;
                case { Namespace: Namespaces.Sasl, LocalName: "success" }:
                    mechanism.Complete(Decode(answer));
                    handshake.IsAuthenticated = true;
                    handshake.Stream.Restart();
                    return StepResult.Restart;
                case { Namespace: Namespaces.Sasl, LocalName: "failure" }:
                    throw Failure(answer, mechanism.Name);
                default:
                    throw Handshake.Unexpected(answer);
            }
        }
    }

    private static XmppException Failure(Element failure, string mechanism)
    {
        var condition = failure.Elements.FirstOrDefault(e => e.Name.LocalName != "text")?.Name.LocalName ?? "not-authorized";
        var text = failure.Child("text")?.Text;
        var message = $"The server refused the login by {mechanism}: {condition}{(text is null ? "" : $" ({text})")}.";
        return WorthRetrying.Contains(condition)
            ? new XmppConnectionException(message)
            : new XmppAuthenticationException(message, condition);
    }

    private static string Encode(byte[] data) => Convert.ToBase64String(data);

    private static byte[] Decode(Element element)
    {
        try
        {
            // RFC 6120 §6.4.2: "=" stands for "empty, but there".
            return element.Text is "=" ? [] : Convert.FromBase64String(element.Text);
        }
        catch (FormatException e)
        {
            throw new XmppAuthenticationException("The server's part of the login is not Base64.", "incorrect-encoding", e);
        }
    }
}
