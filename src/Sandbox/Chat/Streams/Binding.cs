using System.Security.Cryptography;
using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Streams;

/// <summary>
/// What a client does when it has signed in: it binds a resource (RFC 6120 §7), or resumes a session (XEP-0198 §5).
/// </summary>
internal sealed class Binding(ChatContext context, SignedInStream signedIn)
{
    private static readonly XmlName ResumeName = new(Namespaces.StreamManagement, "resume");

    /// <summary>Goes on until the stream has a session; null when the client closed the stream.</summary>
    /// <exception cref="XmppFormatException">The stream is to be closed with the error that it names.</exception>
    /// <exception cref="XmppConnectionException">The connection broke.</exception>
    public async Task<SessionConnection?> RunAsync(CancellationToken cancellationToken)
    {
        while ((await signedIn.Stream.ReadAsync(cancellationToken)).Element is { } element)
        {
            var connection = element.Name == ResumeName
                ? await ResumeAsync(element, cancellationToken)
                : await BindAsync(element, cancellationToken);
            if (connection is not null)
            {
                return connection;
            }
        }

        return null;
    }

    private async Task<SessionConnection?> ResumeAsync(Element resume, CancellationToken cancellationToken)
    {
        var (id, userId) = (resume.Attribute("previd"), signedIn.User.Id);
        if (id is null || !uint.TryParse(resume.Attribute("h"), out var handled))
        {
            await signedIn.Stream.SendAsync(StreamManagement.Failed("bad-request"), cancellationToken);
            return null;
        }

        if (context.Resumables.Find(id, userId)?.TakeOver(signedIn) is not var (connection, previous))
        {
            var failed = StreamManagement.Failed("item-not-found", context.Resumables.HandledBy(id, userId));
            await signedIn.Stream.SendAsync(failed, cancellationToken);
            return null;
        }

        await connection.ResumeAsync(previous, id, handled, cancellationToken);
        return connection;
    }

    private async Task<SessionConnection?> BindAsync(Element element, CancellationToken cancellationToken)
    {
        if (element.Name != new XmlName(Namespaces.Client, "iq")
            || element.Child(new XmlName(Namespaces.Bind, "bind")) is not { } bind || element.Attribute("type") != "set")
        {
            throw new XmppFormatException("A stanza before binding a resource.", "not-authorized");
        }

        var resource = bind.Child("resource")?.Text is { Length: > 0 } wanted ? wanted : NewResource();
        if (!Jid.TryParse($"{signedIn.User.BareJid}/{resource}", out _) || element.Attribute("id") is not { } id)
        {
            var refusal = Refusals.Bounce(element, Refusals.BadRequest, signedIn.User.BareJid, context.Addresses.ChatHost);
            await signedIn.Stream.SendAsync(refusal, cancellationToken);
            return null;
        }

        var session = new ChatSession(context, signedIn, resource);
        var connection = session.Connection!;

        // RFC 6120 §7.7.2.2: the new one wins, so that a client whose old connection hangs gets in.
        session.Mailbox.Add(session)?.End(new StreamFault("conflict"));
        try
        {
            var jid = new Element(new XmlName(Namespaces.Bind, "jid"), session.FullJid);
            var answer = new Element(new XmlName(Namespaces.Bind, "bind"), [], jid);
            await signedIn.Stream.SendAsync(
                new Element(element.Name, [new("id", id), new("type", "result")], answer), cancellationToken);
            return connection;
        }
        catch
        {
            connection.Abandon();
            throw;
        }
    }

    /// <summary>Long and unlike anything else: the vendor's SDK drops messages whose sender contains its own resource.</summary>
    private string NewResource()
    {
        var seconds = context.World.Time.GetUtcNow().ToUnixTimeSeconds();
        return $"{seconds}-sandbox-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
    }
}
