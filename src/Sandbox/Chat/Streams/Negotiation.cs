using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using BotPlatform.Sandbox.Chat.Sasl;
using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Streams;

namespace BotPlatform.Sandbox.Chat.Streams;

/// <summary>
/// RFC 6120 §4 to §7 from the server's side: encryption, who it is, and then the <see cref="Binding"/> (section 3.3).
/// </summary>
internal sealed class Negotiation(ChatContext context, XmlStream stream, Action cut)
{
    private const int MaxFailures = 3;
    private string _streamHost = "";

    /// <summary>Whether the server has opened its side of the stream; a stream error needs that.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Goes on until the stream has a session; null when the client closed the stream.</summary>
    /// <exception cref="XmppFormatException">The stream is to be closed with the error that it names.</exception>
    /// <exception cref="XmppConnectionException">The connection broke.</exception>
    public async Task<SessionConnection?> RunAsync(CancellationToken cancellationToken)
    {
        if (!await OpenAsync(FeaturesBefore(), cancellationToken)
            || await AuthenticateAsync(cancellationToken) is not { } user
            || !await OpenAsync(FeaturesAfter(), cancellationToken))
        {
            return null;
        }

        return await new Binding(context, new SignedInStream(stream, _streamHost, user, cut)).RunAsync(cancellationToken);
    }

    /// <summary>Opens the server's side of the stream.</summary>
    public async Task SendHeaderAsync(CancellationToken cancellationToken)
    {
        var host = _streamHost.Length > 0 ? _streamHost : context.Addresses.ChatHost;
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        await stream.SendHeaderAsync(new StreamHeader { From = host, Id = id }, cancellationToken);
        IsOpen = true;
    }

    private async Task<bool> OpenAsync(Element features, CancellationToken cancellationToken)
    {
        var item = await stream.ReadAsync(cancellationToken);
        if (item.Kind == StreamItemKind.Close)
        {
            return false;
        }

        await context.Standstill.PassAsync(cancellationToken);

        // Whatever host a client names, it is this one (section 1).
        var header = item.Header ?? throw new XmppFormatException("No stream header.", "invalid-xml");
        _streamHost = header.To?.ToLowerInvariant() ?? "";
        await SendHeaderAsync(cancellationToken);
        await stream.SendAsync(features, cancellationToken);
        return true;
    }

    private async Task<User?> AuthenticateAsync(CancellationToken cancellationToken)
    {
        ISaslMechanism? mechanism = null;
        var failures = 0;
        while ((await stream.ReadAsync(cancellationToken)).Element is { } element)
        {
            if (element.Name == new XmlName(Namespaces.Tls, "starttls") && OffersTls && mechanism is null)
            {
                await EncryptAsync(cancellationToken);
                if (!await OpenAsync(FeaturesBefore(), cancellationToken))
                {
                    return null;
                }

                continue;
            }

            if (element.Name.Namespace != Namespaces.Sasl)
            {
                throw new XmppFormatException("A stanza before signing in.", "not-authorized");
            }

            await context.Standstill.PassAsync(cancellationToken);
            var step = Step(element, ref mechanism);
            await stream.SendAsync(ToElement(step), cancellationToken);
            if (step.User is { } user)
            {
                stream.Restart();
                return user;
            }

            if (step.Failure is not null)
            {
                mechanism = null;
                if (++failures == MaxFailures)
                {
                    throw new XmppFormatException("Too many failures to sign in.", "policy-violation");
                }
            }
        }

        return null;
    }

    private SaslStep Step(Element element, ref ISaslMechanism? mechanism)
    {
        switch (element.Name.LocalName)
        {
            case "auth" when context.Accounts.Refusal is { } condition:
                return SaslStep.Fail(condition);
            case "auth" when mechanism is null:
                mechanism = element.Attribute("mechanism") switch
                {
                    ScramMechanism.Sha256Name => new ScramMechanism(context.Accounts, HashAlgorithmName.SHA256),
                    ScramMechanism.Sha1Name => new ScramMechanism(context.Accounts, HashAlgorithmName.SHA1),
                    PlainMechanism.Name => new PlainMechanism(context.Accounts),
                    _ => null,
                };
                if (mechanism is null)
                {
                    return SaslStep.Fail("invalid-mechanism");
                }

                // RFC 6120 §6.4.2: no initial response asks for an empty challenge.
                return element.Text.Length == 0 ? SaslStep.Challenge([]) : Next(mechanism, element.Text);
            case "response" when mechanism is not null:
                return Next(mechanism, element.Text);
            case "abort":
                return SaslStep.Fail("aborted");
            default:
                return SaslStep.Fail("malformed-request");
        }
    }

    private static SaslStep Next(ISaslMechanism mechanism, string base64)
    {
        try
        {
            return mechanism.Next(base64 == "=" ? [] : Convert.FromBase64String(base64));
        }
        catch (FormatException)
        {
            return SaslStep.Fail("incorrect-encoding");
        }
    }

    private static Element ToElement(SaslStep step)
    {
        if (step.Failure is { } failure)
        {
            return new Element(
                new XmlName(Namespaces.Sasl, "failure"), [], new Element(new XmlName(Namespaces.Sasl, failure)));
        }

        var data = step.Data is { Length: > 0 } bytes ? Convert.ToBase64String(bytes) : null;
        return new Element(new XmlName(Namespaces.Sasl, step.User is null ? "challenge" : "success"), data);
    }

    private async Task EncryptAsync(CancellationToken cancellationToken)
    {
        await stream.SendAsync(new Element(new XmlName(Namespaces.Tls, "proceed")), cancellationToken);
        await stream.UpgradeAsync(async plain =>
        {
            var encrypted = new SslStream(plain);
            try
            {
                await encrypted.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions { ServerCertificate = context.Certificate }, cancellationToken);
            }
            catch (Exception e) when (e is AuthenticationException or IOException)
            {
                await encrypted.DisposeAsync();
                throw new XmppConnectionException("The TLS handshake failed.", e);
            }

            return encrypted;
        });
    }

    private bool OffersTls =>
        context.Options.OfferStartTls && stream.Transport is Xmpp.Transport.IUpgradableTransport { IsEncrypted: false };

    private Element FeaturesBefore()
    {
        var mechanisms = new Element(
            new XmlName(Namespaces.Sasl, "mechanisms"),
            [],
            Mechanism(ScramMechanism.Sha256Name),
            Mechanism(ScramMechanism.Sha1Name),
            Mechanism(PlainMechanism.Name));
        return OffersTls
            ? Features(new Element(new XmlName(Namespaces.Tls, "starttls")), mechanisms)
            : Features(mechanisms);

        static Element Mechanism(string name) => new(new XmlName(Namespaces.Sasl, "mechanism"), name);
    }

    private static Element FeaturesAfter() => Features(
        new Element(new XmlName(Namespaces.Bind, "bind")),
        new Element(
            new XmlName(Namespaces.Session, "session"), [], new Element(new XmlName(Namespaces.Session, "optional"))),
        new Element(new XmlName(Namespaces.StreamManagement, "sm")),
        new Element(ClientState.MobileName),
        new Element(new XmlName(ClientState.Namespace, "csi")));

    private static Element Features(params ReadOnlySpan<Element> features) =>
        new(new XmlName(Namespaces.Stream, "features"), [], features);
}
