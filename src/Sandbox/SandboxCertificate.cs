using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BotPlatform.Sandbox;

/// <summary>The certificate that STARTTLS shows: one from a file, or one that is made at start and trusted by nobody.</summary>
internal static class SandboxCertificate
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(365);

    /// <exception cref="IOException">The file cannot be read as a certificate with its key.</exception>
    public static X509Certificate2 Load(SandboxOptions options)
    {
        if (options.CertificateFile is not { Length: > 0 } file)
        {
            return Create(options.ChatHost);
        }

        try
        {
            return string.Equals(Path.GetExtension(file), ".pem", StringComparison.OrdinalIgnoreCase)
                ? LoadPem(file, options.CertificatePassword)
                : X509CertificateLoader.LoadPkcs12FromFile(file, options.CertificatePassword);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Sandbox:CertificateFile names '{file}', which cannot be used: {e.Message}", e);
        }
    }

    private static X509Certificate2 LoadPem(string file, string? password) => string.IsNullOrEmpty(password)
        ? X509Certificate2.CreateFromPemFile(file)
        : X509Certificate2.CreateFromEncryptedPemFile(file, password);

    private static X509Certificate2 Create(string chatHost)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={chatHost}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in new[] { chatHost, $"muc.{chatHost}", "localhost" }.Distinct())
        {
            names.AddDnsName(name);
        }

        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());

        // A root of its own, so that a client can be told to trust exactly it.
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));

        // The real clock: other people's TLS libraries compare with it.
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now - TimeSpan.FromDays(1), now + Validity);
    }
}
