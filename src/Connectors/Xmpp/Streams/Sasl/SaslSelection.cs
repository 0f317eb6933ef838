using System.Security.Cryptography;

namespace BotPlatform.Xmpp.Streams.Sasl;

/// <summary>
/// RFC 6120 §6.3.3: takes the strongest mechanism that both sides know and that may be used on this connection.
/// </summary>
internal static class SaslSelection
{
    public const string ScramSha256 = "SCRAM-SHA-256";
    public const string ScramSha1 = "SCRAM-SHA-1";
    public const string Plain = "PLAIN";

    private static readonly string[] StrongestFirst = [ScramSha256, ScramSha1, Plain];

    /// <summary>Chooses one.</summary>
    /// <param name="offered">The server's list.</param>
    /// <param name="options">Perhaps a restriction.</param>
    /// <param name="credentials">What is to be proved.</param>
    /// <param name="isPrivate">Whether nobody can read along: encrypted, or within this machine.</param>
    /// <exception cref="XmppAuthenticationException">None fits.</exception>
    public static ISaslMechanism Choose(
        IReadOnlyList<string> offered, XmppClientOptions options, XmppCredentials credentials, bool isPrivate)
    {
        var allowed = options.SaslMechanisms ?? StrongestFirst;
        var name = StrongestFirst.FirstOrDefault(
            m => offered.Contains(m) && allowed.Contains(m) && (m != Plain || isPrivate));
        return name switch
        {
            ScramSha256 => new ScramMechanism(name, HashAlgorithmName.SHA256, credentials.Username, credentials.Password),
            ScramSha1 => new ScramMechanism(name, HashAlgorithmName.SHA1, credentials.Username, credentials.Password),
            Plain => new PlainMechanism(credentials.Username, credentials.Password),
            _ when offered.Contains(Plain) && !isPrivate => throw new XmppAuthenticationException(
                "The server offers only PLAIN, which would send the password in clear text. Use xmpps:// or wss://.",
                "encryption-required"),
            _ => throw new XmppAuthenticationException(
                $"The server offers no SASL mechanism that may be used (it offers: {string.Join(", ", offered)}).",
                "invalid-mechanism"),
        };
    }
}
