using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BotPlatform.ConnectyCube;

/// <summary>Which certificates are trusted, besides or instead of the operating system's choice.</summary>
internal static class Certificates
{
    /// <summary>The configured authorities; null for those of the operating system.</summary>
    public static X509Certificate2Collection? LoadRoots(ConnectyCubeOptions options)
    {
        if (options.TrustedRootsFile is not { } file)
        {
            return null;
        }

        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(file);
        return roots;
    }

    /// <summary>Why the file with the configured authorities cannot be used; null when it can, or there is none.</summary>
    public static string? FindProblem(ConnectyCubeOptions options)
    {
        try
        {
            return LoadRoots(options) is { Count: 0 } ? "it holds no certificate" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return e.Message.TrimEnd('.');
        }
    }

    /// <summary>TLS settings of the REST client.</summary>
    public static SslClientAuthenticationOptions ForRest(ConnectyCubeOptions options)
    {
        if (LoadRoots(options) is not { } roots)
        {
            return new SslClientAuthenticationOptions();
        }

        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,   // authorities of one's own rarely publish revocations
        };
        policy.CustomTrustStore.AddRange(roots);
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }
}
