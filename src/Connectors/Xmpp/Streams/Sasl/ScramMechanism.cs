using System.Security.Cryptography;
using System.Text;

namespace BotPlatform.Xmpp.Streams.Sasl;

/// <summary>
/// RFC 5802 and RFC 7677: proves that we know the password without sending it, and that the server knows it too.
/// </summary>
internal sealed class ScramMechanism(
    string name, HashAlgorithmName hash, string username, string password, string? clientNonce = null) : ISaslMechanism
{
    // A server that asks for more would keep a core busy for seconds, before it has proved anything.
    private const int MaxIterations = 1_000_000;
    private const string Gs2Header = "n,,";

    private readonly string _nonce = clientNonce ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
    private byte[]? _serverSignature;

    public string Name => name;

    private string FirstBare => $"n={Escape(username)},r={_nonce}";

    public byte[] Start() => Encoding.UTF8.GetBytes(Gs2Header + FirstBare);

    public byte[] Respond(byte[] challenge)
    {
        if (_serverSignature is not null)
        {
            // Some servers send their proof as a challenge and the success without data (RFC 6120 §6.3.10).
            Complete(challenge);
            return [];
        }

        var serverFirst = Encoding.UTF8.GetString(challenge);
        var (nonce, salt, iterations) = ParseChallenge(serverFirst);
        var withoutProof = $"c={Convert.ToBase64String(Encoding.UTF8.GetBytes(Gs2Header))},r={nonce}";
        var signed = Encoding.UTF8.GetBytes($"{FirstBare},{serverFirst},{withoutProof}");

        var salted = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormKC)), salt, iterations, hash, HashSize);
        var clientKey = Hmac(salted, "Client Key"u8);
        var proof = Hmac(CryptographicOperations.HashData(hash, clientKey), signed);
        for (var i = 0; i < proof.Length; i++)
        {
            proof[i] ^= clientKey[i];
        }

        _serverSignature = Hmac(Hmac(salted, "Server Key"u8), signed);
        return Encoding.UTF8.GetBytes($"{withoutProof},p={Convert.ToBase64String(proof)}");
    }

    public void Complete(byte[] data)
    {
        if (data.Length == 0 && _isServerProved)
        {
            return;
        }

        var message = Encoding.UTF8.GetString(data);
        if (_serverSignature is null || !message.StartsWith("v=", StringComparison.Ordinal)
            || !CryptographicOperations.FixedTimeEquals(FromBase64(message.Split(',')[0][2..]), _serverSignature))
        {
            throw new XmppAuthenticationException(
                "The server did not prove that it knows the account; it may not be the server it claims to be.", "not-authorized");
        }

        _isServerProved = true;
    }

    private bool _isServerProved;

    private int HashSize => hash == HashAlgorithmName.SHA256 ? SHA256.HashSizeInBytes : SHA1.HashSizeInBytes;

    private (string Nonce, byte[] Salt, int Iterations) ParseChallenge(string challenge)
    {
        var fields = challenge.Split(',');
        if (fields is [['r', '=', .. var nonce], ['s', '=', .. var salt], ['i', '=', .. var count], ..]
            && nonce.Length > _nonce.Length && nonce.StartsWith(_nonce, StringComparison.Ordinal)
            && int.TryParse(count, out var iterations) && iterations is > 0 and <= MaxIterations)
        {
            return (nonce, FromBase64(salt), iterations);
        }

        throw new XmppAuthenticationException($"The server's challenge is not one of {name}.", "malformed-request");
    }

    private byte[] Hmac(byte[] key, ReadOnlySpan<byte> data) => hash == HashAlgorithmName.SHA256
        ? HMACSHA256.HashData(key, data)
        : HmacSha1(key, data);

#pragma warning disable CA5350 // SCRAM-SHA-1 is what ConnectyCube's SDK speaks; HMAC-SHA-1 is not known to be broken.
    private static byte[] HmacSha1(byte[] key, ReadOnlySpan<byte> data) => HMACSHA1.HashData(key, data);
#pragma warning restore CA5350

    private static string Escape(string text) =>
        text.Normalize(NormalizationForm.FormKC)
            .Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal);

    private byte[] FromBase64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException e)
        {
            throw new XmppAuthenticationException($"The server's part of {name} is not Base64.", "malformed-request", e);
        }
    }
}
