using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using BotPlatform.Xmpp.Transport;

namespace BotPlatform.ConnectyCube;

/// <summary>Which certificates are trusted instead of the operating system's choice.</summary>
internal static class Certificates
{
    /// <summary>TLS settings of the REST client.</summary>
    public static SslClientAuthenticationOptions ForRest(ConnectyCubeOptions options)
    {
        if (options.TrustedRootsFile is not { } file)
        {
            return new SslClientAuthenticationOptions();
        }

        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,   // authorities of one's own rarely publish revocations
        };
        policy.CustomTrustStore.AddRange(TrustedRoots.Load(file));
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }
}
