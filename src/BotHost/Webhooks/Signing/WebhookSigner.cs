using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BotPlatform.BotHost.Webhooks.Signing;

/// <summary>Signs what travels between a host and a webhook, in both directions, as Standard Webhooks has it.</summary>
/// <param name="secrets">Each <see cref="WebhookSecret"/>; at least one.</param>
internal sealed class WebhookSigner(IEnumerable<string> secrets)
{
    /// <summary>The header that names what is sent; the same in each repetition.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>The header for the seconds since 1970 in which it is sent.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>The header for the signatures, with spaces between them.</summary>
    public const string SignatureHeader = "webhook-signature";

    private const string Version = "v1,";

    private readonly byte[][] _keys =
    [
        .. secrets.Select(secret => WebhookSecret.TryRead(secret, out var key)
            ? key
            : throw new ArgumentException("One of the secrets is none.", nameof(secrets))),
    ];

    /// <summary>The signatures with all secrets.</summary>
    public string Sign(string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var signatures = new List<string>(_keys.Length);
        foreach (var key in _keys)
        {
            signatures.Add(Version + Convert.ToBase64String(HashOf(key, id, timestamp.ToString(CultureInfo.InvariantCulture), body)));
        }

        return string.Join(' ', signatures);
    }

    /// <summary>Whether one of the signatures was made with one of the secrets. What is of another version is passed over.</summary>
    /// <param name="id">As it was given.</param>
    /// <param name="timestamp">As it was given: it is a part of what was signed.</param>
    /// <param name="body">Every byte.</param>
    /// <param name="signatures">The whole header.</param>
    public bool Fits(string id, string timestamp, ReadOnlySpan<byte> body, string signatures)
    {
        var given = signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(one => one.StartsWith(Version, StringComparison.Ordinal) && Base64.IsValid(one.AsSpan(Version.Length)))
            .Select(one => Convert.FromBase64String(one[Version.Length..]))
            .Take(16)
            .ToList();
        var fits = false;
        foreach (var key in _keys)
        {
            var expected = HashOf(key, id, timestamp, body);
            foreach (var one in given)
            {
                fits |= CryptographicOperations.FixedTimeEquals(expected, one); // all of them, whichever fits
            }
        }

        return fits;
    }

    private static byte[] HashOf(byte[] key, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
