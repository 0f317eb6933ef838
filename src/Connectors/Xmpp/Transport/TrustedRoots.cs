using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BotPlatform.Xmpp.Transport;

/// <summary>A PEM file with the certificates of authorities, for <see cref="XmppClientOptions.TrustedRoots"/>.</summary>
public static class TrustedRoots
{
    /// <summary>The authorities in the file.</summary>
    /// <exception cref="CryptographicException">It holds something else.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static X509Certificate2Collection Load(string file)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(file);
        return roots;
    }

    /// <summary>Why the file cannot be used; null when it can.</summary>
    public static string? FindProblem(string file)
    {
        try
        {
            return Load(file).Count == 0 ? "it holds no certificate" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return e.Message.TrimEnd('.');
        }
    }
}
