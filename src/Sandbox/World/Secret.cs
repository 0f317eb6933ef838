using System.Security.Cryptography;
using System.Text;

namespace BotPlatform.Sandbox.World;

/// <summary>RFC 5802 §3: what a server keeps of one password to check proofs of it.</summary>
/// <param name="StoredKey">The hash of the client's key.</param>
/// <param name="ServerKey">The key with which the server signs.</param>
internal sealed record ScramKeys(byte[] StoredKey, byte[] ServerKey);

/// <summary>
/// A text that proves who a user is: the password, or the token of a live session. All secrets of one user share a salt, because
/// a server must name the salt before it can know which of them the client is going to prove (section 3.3).
/// </summary>
internal sealed class Secret(string text, byte[] salt)
{
    /// <summary>PBKDF2 rounds; RFC 7677 §4 asks for at least this many.</summary>
    public const int Iterations = 4096;

    private readonly Lazy<ScramKeys> _sha1 = new(() => Derive(text, salt, HashAlgorithmName.SHA1));
    private readonly Lazy<ScramKeys> _sha256 = new(() => Derive(text, salt, HashAlgorithmName.SHA256));

    /// <summary>Derived on first use: it takes about a millisecond.</summary>
    public ScramKeys Keys(HashAlgorithmName hash) => hash == HashAlgorithmName.SHA1 ? _sha1.Value : _sha256.Value;

    public bool Matches(string candidate) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(candidate));

    private static ScramKeys Derive(string text, byte[] salt, HashAlgorithmName hash)
    {
        var length = hash == HashAlgorithmName.SHA1 ? SHA1.HashSizeInBytes : SHA256.HashSizeInBytes;
        var salted = Rfc2898DeriveBytes.Pbkdf2(text, salt, Iterations, hash, length);
        var clientKey = CryptographicOperations.HmacData(hash, salted, "Client Key"u8.ToArray());
        var serverKey = CryptographicOperations.HmacData(hash, salted, "Server Key"u8.ToArray());
        return new ScramKeys(CryptographicOperations.HashData(hash, clientKey), serverKey);
    }
}
