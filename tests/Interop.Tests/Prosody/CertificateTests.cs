using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Servers;
using BotPlatform.Xmpp;

namespace BotPlatform.Interop.Tests.Prosody;

[Collection(ProsodyCollection.Name)]
public sealed class CertificateTests(ProsodyServer prosody)
{
    private const string Host = "sha256.test";

    public static TheoryData<WayIn> EncryptedWays { get; } = [WayIn.StartTls, WayIn.DirectTls, WayIn.SecureWebSocket];

    [Theory]
    [MemberData(nameof(EncryptedWays))]
    public Task A_certificate_that_the_system_does_not_trust_is_refused(WayIn way) =>
        AssertRefusedAsync(prosody.Options(way, Host) with { TrustedRoots = null });

    [Theory]
    [MemberData(nameof(EncryptedWays))]
    public async Task Another_root_of_the_same_name_does_not_help(WayIn way)
    {
        using var impostor = new TestCertificates("BotPlatform test root");

        await AssertRefusedAsync(prosody.Options(way, Host) with { TrustedRoots = [impostor.Root] });
    }

    [Theory]
    [InlineData(WayIn.StartTls)]
    [InlineData(WayIn.DirectTls)]
    public Task An_expired_certificate_is_refused(WayIn way) => AssertRefusedAsync(prosody.Options(way, "expired.test"));

    [Theory]
    [InlineData(WayIn.StartTls)]
    [InlineData(WayIn.DirectTls)]
    public Task A_certificate_for_another_host_is_refused(WayIn way) => AssertRefusedAsync(prosody.Options(way, "misnamed.test"));

    [Fact]
    public Task Over_WebSocket_the_certificate_must_name_the_host_of_the_address()
    {
        var options = prosody.Options(WayIn.SecureWebSocket, Host);

        return AssertRefusedAsync(options with { Server = new UriBuilder(options.Server) { Host = "127.0.0.2" }.Uri });
    }

    [Theory]
    [MemberData(nameof(EncryptedWays))]
    public async Task A_pinned_certificate_needs_no_root(WayIn way)
    {
        var pin = prosody.CertificateSha256(Host);
        var options = prosody.Options(way, Host) with { TrustedRoots = null, PinnedCertificateSha256 = pin };

        await using var client = await XmppClient.ConnectAsync(options, cancellationToken: TestTimeout.Token);

        await client.PingAsync(TestTimeout.Token);
    }

    [Theory]
    [MemberData(nameof(EncryptedWays))]
    public Task A_pin_refuses_every_other_certificate_even_one_that_a_trusted_root_signed(WayIn way)
    {
        var pin = prosody.CertificateSha256("sha1.test");

        return AssertRefusedAsync(prosody.Options(way, Host) with { PinnedCertificateSha256 = pin });
    }

    private static async Task AssertRefusedAsync(XmppClientOptions options)
    {
        var states = new List<XmppState>();
        await Assert.ThrowsAsync<XmppConnectionException>(() => XmppClient.ConnectAsync(
            options with { StateChanged = states.Add }, cancellationToken: TestTimeout.Token));

        // The password never came into play.
        Assert.DoesNotContain(states, s => s is XmppState.Authenticating);
    }
}
