using System.Text;

namespace BotPlatform.Xmpp.Streams.Sasl;

/// <summary>RFC 4616: the password itself. Only for encrypted connections, or to this machine.</summary>
internal sealed class PlainMechanism(string username, string password) : ISaslMechanism
{
    public string Name => SaslSelection.Plain;

    public byte[] Start() => Encoding.UTF8.GetBytes($"\0{username}\0{password}");

    public byte[] Respond(byte[] challenge) =>
        throw new XmppAuthenticationException("The server asked for more than PLAIN has to say.", "malformed-request");

    public void Complete(byte[] data)
    {
        // Nothing: PLAIN proves nothing about the server, its certificate does.
    }
}
