using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Admin;

/// <summary>The keys of section <c>Admin</c>, and how callers give one.</summary>
internal sealed class AdminKeys(IOptions<AdminOptions> options)
{
    /// <summary>The header for the key alone.</summary>
    public const string Header = "X-Api-Key";

    private const string Scheme = "Bearer ";

    // Hashes have one length: how long a comparison takes tells nothing of a key.
    private readonly byte[][] _hashes = [.. options.Value.Keys.Select(Hash)];

    /// <summary>Whether there is any.</summary>
    public bool Any => _hashes.Length > 0;

    /// <summary>What a caller gives: in <c>X-Api-Key</c>, or behind <c>Bearer</c> in <c>Authorization</c>; null for nothing.</summary>
    public static string? Given(IHeaderDictionary headers)
    {
        var authorization = headers.Authorization.ToString();
        return headers[Header].ToString() is { Length: > 0 } key ? key
            : authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim()
            : null;
    }

    /// <summary>Whether a key is one of them.</summary>
    public bool Fits(string key)
    {
        var given = Hash(key);
        var fits = false;
        foreach (var hash in _hashes)
        {
            fits |= CryptographicOperations.FixedTimeEquals(hash, given); // all of them, whichever fits
        }

        return fits;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
