using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BotPlatform.TestKit.Servers;

/// <summary>A root of our own and the server certificates that it signs, good and bad.</summary>
public sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Makes a root of that name.</summary>
    public TestCertificates(string rootName)
    {
        var request = new CertificateRequest($"CN={rootName}", _rootKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        Root = request.CreateSelfSigned(Now.AddYears(-2), Now.AddYears(2));
    }

    /// <summary>The root: its certificate and its key.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>Signs a certificate for a host, writes it and its key as <c>{file}.crt</c> and <c>{file}.key</c>.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="file">The name of the files, without the ending.</param>
    /// <param name="host">For which name.</param>
    /// <param name="expired">Whether it is valid no more.</param>
    /// <param name="isLocal">Whether it is also for this machine, under the names by which clients reach it.</param>
    public X509Certificate2 Issue(string directory, string file, string host, bool expired = false, bool isLocal = true)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        if (isLocal)
        {
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));

        var certificate = request.Create(
            Root, Now.AddYears(-1), expired ? Now.AddDays(-1) : Now.AddYears(1), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(Path.Combine(directory, $"{file}.crt"), certificate.ExportCertificatePem() + "\n");
        File.WriteAllText(Path.Combine(directory, $"{file}.key"), key.ExportPkcs8PrivateKeyPem() + "\n");
        return certificate;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Root.Dispose();
        _rootKey.Dispose();
    }
}
