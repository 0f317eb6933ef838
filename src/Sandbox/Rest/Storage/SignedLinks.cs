using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BotPlatform.Sandbox.World.Storage;
using Microsoft.AspNetCore.Http;

namespace BotPlatform.Sandbox.Rest.Storage;

/// <summary>Links that let anybody who has them write, or read, one file for an hour (section 8).</summary>
internal sealed class SignedLinks(TimeProvider time)
{
    /// <summary>Where uploads go; the vendor's own go to another company's storage.</summary>
    public const string UploadPath = "/sandbox/upload";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>When a link that is made now ends.</summary>
    public DateTimeOffset Expiry => time.GetUtcNow() + Lifetime;

    /// <summary>Every parameter of it has to come back as a field of the form.</summary>
    public string ToWrite(HttpRequest request, Blob blob) =>
        $"{Origin(request)}{UploadPath}?Content-Type={Uri.EscapeDataString(blob.ContentType)}"
        + $"&success_action_status=201&{Signature("write", blob)}";

    public string ToRead(HttpRequest request, Blob blob) =>
        $"{Origin(request)}/blobs/{blob.Uid}/download?{Signature("read", blob)}";

    public bool MayWrite(string key, string? expires, string? signature) => IsValid("write", key, expires, signature);

    public bool MayRead(HttpRequest request, Blob blob) =>
        IsValid("read", blob.Uid, request.Query["expires"], request.Query["signature"]);

    private static string Origin(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    private string Signature(string purpose, Blob blob)
    {
        var expires = Expiry.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"key={blob.Uid}&expires={expires}&signature={Sign(purpose, blob.Uid, expires)}";
    }

    private bool IsValid(string purpose, string key, string? expires, string? signature) =>
        long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
        && end > time.GetUtcNow().ToUnixTimeSeconds()
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(signature ?? ""), Encoding.UTF8.GetBytes(Sign(purpose, key, expires)));

    private string Sign(string purpose, string key, string expires) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{purpose} {key} {expires}")));
}
