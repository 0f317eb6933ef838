using System.Security.Cryptography;
using System.Text;
using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Chat.Sasl;

/// <summary>RFC 5802, RFC 7677: SCRAM from the server's side, without channel binding.</summary>
/// <remarks>
/// The client may prove the password or a session token, and the server must send the salt before it knows which. So there is
/// one salt a user, the proof is checked against each secret, and the server signs with the one that matched.
/// </remarks>
internal sealed class ScramMechanism(Accounts accounts, HashAlgorithmName hash) : ISaslMechanism
{
    public const string Sha1Name = "SCRAM-SHA-1";
    public const string Sha256Name = "SCRAM-SHA-256";

    private User? _user;
    private string? _header;
    private string _nonce = "";
    private string _authorizationId = "";
    private string _messages = "";   // client-first-bare "," server-first

    public SaslStep Next(byte[] message)
    {
        var text = Encoding.UTF8.GetString(message);
        return _header is null ? First(text) : Final(text);
    }

    private SaslStep First(string text)
    {
        // gs2-cbind-flag "," [authzid] "," n=user "," r=nonce
        var parts = text.Split(',', 3);
        if (parts is not [("n" or "y"), var authorization, var bare] || !TryAuthorizationId(authorization))
        {
            return SaslStep.Fail("malformed-request");
        }

        var attributes = bare.Split(',');
        if (attributes is not [['n', '=', .. var escaped], ['r', '=', .. { Length: > 0 } clientNonce], ..]
            || !TryUnescape(escaped, out var userName))
        {
            return SaslStep.Fail("malformed-request");
        }

        _header = $"{parts[0]},{authorization},";
        _nonce = clientNonce + Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        var salt = accounts.TryFind(userName, out _user) ? _user.Salt : accounts.FakeSalt(userName);
        var challenge = $"r={_nonce},s={Convert.ToBase64String(salt)},i={Secret.Iterations}";
        _messages = $"{bare},{challenge}";
        return SaslStep.Challenge(Encoding.UTF8.GetBytes(challenge));
    }

    private SaslStep Final(string text)
    {
        // c=header "," r=nonce "," p=proof
        var proofAt = text.LastIndexOf(",p=", StringComparison.Ordinal);
        if (proofAt < 0 || text[..proofAt].Split(',') is not [['c', '=', .. var binding], ['r', '=', .. var nonce], ..]
            || !TryBase64(binding, out var header) || !TryBase64(text[(proofAt + 3)..], out var proof))
        {
            return SaslStep.Fail("malformed-request");
        }

        if (nonce != _nonce || Encoding.UTF8.GetString(header) != _header || _user is null)
        {
            return SaslStep.Fail("not-authorized");
        }

        var signed = Encoding.UTF8.GetBytes($"{_messages},{text[..proofAt]}");
        foreach (var secret in accounts.SecretsOf(_user))
        {
            var keys = secret.Keys(hash);
            if (Proves(keys, signed, proof))
            {
                var signature = CryptographicOperations.HmacData(hash, keys.ServerKey, signed);
                return accounts.MayActAs(_user, _authorizationId)
                    ? SaslStep.Success(_user, Encoding.UTF8.GetBytes($"v={Convert.ToBase64String(signature)}"))
                    : SaslStep.Fail("invalid-authzid");
            }
        }

        return SaslStep.Fail("not-authorized");
    }

    /// <summary>RFC 5802 §3: the proof is the client's key, hidden by a signature that only the stored key can make.</summary>
    private bool Proves(ScramKeys keys, byte[] signed, byte[] proof)
    {
        var signature = CryptographicOperations.HmacData(hash, keys.StoredKey, signed);
        if (proof.Length != signature.Length)
        {
            return false;
        }

        for (var i = 0; i < signature.Length; i++)
        {
            signature[i] ^= proof[i];
        }

        return CryptographicOperations.FixedTimeEquals(CryptographicOperations.HashData(hash, signature), keys.StoredKey);
    }

    private bool TryAuthorizationId(string authorization) =>
        authorization.Length == 0
        || (authorization is ['a', '=', .. var escaped] && TryUnescape(escaped, out _authorizationId));

    private static bool TryUnescape(string escaped, out string name)
    {
        // RFC 5802 §5.1: '=' stands only for itself and ','.
        name = escaped.Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
        return escaped.Length > 0
            && !escaped.Replace("=2C", "", StringComparison.Ordinal).Replace("=3D", "", StringComparison.Ordinal).Contains('=');
    }

    private static bool TryBase64(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        var isValid = Convert.TryFromBase64String(text, bytes, out var length);
        bytes = bytes[..length];
        return isValid;
    }
}
