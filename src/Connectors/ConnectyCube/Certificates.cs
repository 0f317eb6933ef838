using System.Net.Security;
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

    /// <summary>TLS settings of the REST client.</summary>
    public static SslClientAuthenticationOptions ForRest(ConnectyCubeOptions options)
    {
        if (LoadRoots(options) is not { } roots)
        {
            return new SslClientAuthenticationOptions();
        }

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }
}
