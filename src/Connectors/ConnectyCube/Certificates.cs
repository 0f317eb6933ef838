using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using BotPlatform.Xmpp.Transport;

namespace BotPlatform.ConnectyCube;

/// <summary>Which certificates are trusted, besides or instead of the operating system's choice.</summary>
internal static class Certificates
{
    /// <summary>The configured authorities; null for those of the operating system.</summary>
    public static X509Certificate2Collection? Roots(ConnectyCubeOptions options) =>
        options.TrustedRootsFile is { } file ? TrustedRoots.Load(file) : null;

    /// <summary>TLS settings of the REST client.</summary>
    public static SslClientAuthenticationOptions ForRest(ConnectyCubeOptions options)
    {
        if (Roots(options) is not { } roots)
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
