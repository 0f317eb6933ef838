using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BotPlatform.Xmpp.Transport;

/// <summary>
/// Which server certificates are accepted: the system's judgement, a custom authority, or one pinned certificate.
/// </summary>
internal sealed class CertificatePolicy(X509Certificate2Collection? trustedRoots, string? pinnedSha256)
{
    private readonly byte[]? _pin = pinnedSha256 is null ? null : ParsePin(pinnedSha256);

    /// <summary>Whether it differs from the system's judgement.</summary>
    public bool IsOwn => _pin is not null || trustedRoots is not null;

    /// <summary>For <see cref="SslStream"/> and WebSockets alike.</summary>
    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return false;
        }

        if (_pin is not null)
        {
            return CryptographicOperations.FixedTimeEquals(certificate.GetCertHash(HashAlgorithmName.SHA256), _pin);
        }

        // With a custom authority only the chain is judged anew; a wrong name stays wrong.
        return trustedRoots is not null
            ? (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None && IsTrusted(certificate, chain)
            : errors == SslPolicyErrors.None;
    }

    private bool IsTrusted(X509Certificate certificate, X509Chain? presented)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trustedRoots!);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in presented?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        using var leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(leaf);
    }

    private static byte[] ParsePin(string text)
    {
        try
        {
            var pin = Convert.FromHexString(text.Replace(":", "", StringComparison.Ordinal));
            return pin.Length == SHA256.HashSizeInBytes ? pin : throw new FormatException();
        }
        catch (FormatException e)
        {
            throw new ArgumentException("The pinned certificate must be given as 64 hex digits (SHA-256).", nameof(text), e);
        }
    }
}
