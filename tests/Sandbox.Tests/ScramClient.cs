using System.Security.Cryptography;
using System.Text;

namespace BotPlatform.Sandbox.Tests;

/// <summary>RFC 5802 from the client's side, written once more so that the server's mistakes are not repeated.</summary>
internal sealed class ScramClient(HashAlgorithmName hash, string userName, string password)
{
    private const string Nonce = "fyko+d2lbbFgONRv9qkxdawL";
    private byte[] _serverSignature = [];

    public string First => $"n,,n={userName},r={Nonce}";

    public string Final(string challenge)
    {
        var parts = challenge.Split(',');
        var (nonce, salt, rounds) = (parts[0][2..], Convert.FromBase64String(parts[1][2..]), int.Parse(parts[2][2..]));
        Assert.StartsWith(Nonce, nonce, StringComparison.Ordinal);
        var length = hash == HashAlgorithmName.SHA1 ? 20 : 32;
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, hash, length);
        var clientKey = CryptographicOperations.HmacData(hash, salted, Encoding.UTF8.GetBytes("Client Key"));
        var storedKey = CryptographicOperations.HashData(hash, clientKey);
        var bare = $"c=biws,r={nonce}";
        var message = Encoding.UTF8.GetBytes($"n={userName},r={Nonce},{challenge},{bare}");
        var proof = clientKey.Zip(CryptographicOperations.HmacData(hash, storedKey, message), (a, b) => (byte)(a ^ b)).ToArray();
        var serverKey = CryptographicOperations.HmacData(hash, salted, Encoding.UTF8.GetBytes("Server Key"));
        _serverSignature = CryptographicOperations.HmacData(hash, serverKey, message);
        return $"{bare},p={Convert.ToBase64String(proof)}";
    }

    /// <summary>What the server must say to prove that it knew the password.</summary>
    public string ExpectedSuccess => $"v={Convert.ToBase64String(_serverSignature)}";
}
