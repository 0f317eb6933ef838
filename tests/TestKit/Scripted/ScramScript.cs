using System.Security.Cryptography;
using System.Text;

namespace BotPlatform.TestKit.Scripted;

/// <summary>RFC 5802 and RFC 7677, the server's half: checks that the client knows the password, and proves that we do.</summary>
internal sealed class ScramScript(string password)
{
    public const string Mechanism = "SCRAM-SHA-256";

    private const int Iterations = 4096;
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);
    private string _clientFirst = "";
    private string _serverFirst = "";

    /// <summary>The server's first message for the client's first message, both in base 64.</summary>
    public string Challenge(string clientFirst)
    {
        // "n,,n=user,r=nonce": what stands before the user is the channel binding, which is not part of the proof.
        var message = Decode(clientFirst);
        _clientFirst = message[message.IndexOf("n=", StringComparison.Ordinal)..];
        var nonce = _clientFirst[(_clientFirst.IndexOf(",r=", StringComparison.Ordinal) + 3)..] + Guid.NewGuid().ToString("N");
        _serverFirst = $"r={nonce},s={Convert.ToBase64String(_salt)},i={Iterations}";
        return Encode(_serverFirst);
    }

    /// <summary>The server's last message for the client's last message, both in base 64.</summary>
    /// <exception cref="InvalidOperationException">The client does not know the password.</exception>
    public string Success(string clientFinal)
    {
        var message = Decode(clientFinal);
        var end = message.IndexOf(",p=", StringComparison.Ordinal);
        var text = Encoding.UTF8.GetBytes($"{_clientFirst},{_serverFirst},{message[..end]}");
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, _salt, Iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var clientKey = HMACSHA256.HashData(salted, "Client Key"u8);
        var signature = HMACSHA256.HashData(SHA256.HashData(clientKey), text);
        var proof = Convert.FromBase64String(message[(end + 3)..]);
        if (!proof.SequenceEqual(clientKey.Zip(signature, (key, mask) => (byte)(key ^ mask))))
        {
            throw new InvalidOperationException("The client does not know the password.");
        }

        var serverKey = HMACSHA256.HashData(salted, "Server Key"u8);
        return Encode("v=" + Convert.ToBase64String(HMACSHA256.HashData(serverKey, text)));
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Decode(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));
}
