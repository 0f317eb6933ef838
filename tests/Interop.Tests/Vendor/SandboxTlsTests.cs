using System.Security.Cryptography;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Row M08 at the sandbox, which offers STARTTLS on its TCP port. At a real server: <c>Prosody/CertificateTests</c>.</summary>
public sealed class SandboxTlsTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private XmppClientOptions Options => new()
    {
        Server = fixture.Server.Tcp,
        Host = "localhost",
        Credentials = XmppCredentials.Of("101-1", VendorUser.Alice.Password),
    };

    [Fact]
    public async Task M08_a_connection_that_is_offered_encryption_is_encrypted_before_the_password_is_used()
    {
        var states = new List<XmppState>();
        var options = Options with
        {
            PinnedCertificateSha256 = fixture.Sandbox.Certificate.GetCertHashString(HashAlgorithmName.SHA256),
            StateChanged = states.Add,
        };

        await using var client = await XmppClient.ConnectAsync(options, cancellationToken: TestTimeout.Token);
        await client.PingAsync(TestTimeout.Token);

        Assert.Equal(
            ["Connecting", "Securing", "Authenticating", "Binding", "Online"], states.Select(s => s.GetType().Name));
    }

    [Fact]
    public async Task M08_a_certificate_that_nobody_vouches_for_is_refused_by_default() =>
        await Assert.ThrowsAsync<XmppConnectionException>(
            () => XmppClient.ConnectAsync(Options with { Reconnect = XmppReconnect.Never }, cancellationToken: TestTimeout.Token));

    [Fact]
    public async Task M08_the_certificate_can_be_trusted_as_a_root()
    {
        var options = Options with { TrustedRoots = [fixture.Sandbox.Certificate] };

        await using var client = await XmppClient.ConnectAsync(options, cancellationToken: TestTimeout.Token);

        await client.PingAsync(TestTimeout.Token);
    }
}
