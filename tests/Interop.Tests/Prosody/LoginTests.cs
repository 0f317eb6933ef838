using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;

namespace BotPlatform.Interop.Tests.Prosody;

[Collection(ProsodyCollection.Name)]
public sealed class LoginTests(ProsodyServer prosody)
{
    private static readonly (string Host, string Mechanism)[] Mechanisms =
    [
        ("sha256.test", "SCRAM-SHA-256"),
        ("sha1.test", "SCRAM-SHA-1"),
        ("sha256.test", "PLAIN"),
        ("plain.test", "PLAIN"),
    ];

    public static TheoryData<WayIn, string, string> EveryWayAndMechanism()
    {
        var data = new TheoryData<WayIn, string, string>();
        foreach (var (way, (host, mechanism)) in Enum.GetValues<WayIn>().SelectMany(_ => Mechanisms, (way, m) => (way, m)))
        {
            data.Add(way, host, mechanism);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryWayAndMechanism))]
    public async Task Every_mechanism_works_on_every_way_in(WayIn way, string host, string mechanism)
    {
        var options = prosody.Options(way, host) with { SaslMechanisms = [mechanism] };

        await using var client = await XmppClient.ConnectAsync(options, cancellationToken: TestTimeout.Token);
        await client.PingAsync(TestTimeout.Token);

        Assert.Equal($"alice@{host}", client.Address.Bare.ToString());
        Assert.NotEmpty(client.Address.Resource);

        await client.DisconnectAsync().WaitAsync(TestTimeout.Token);
        await client.Completion.WaitAsync(TestTimeout.Token);
    }

    [Theory]
    [MemberData(nameof(EveryWayAndMechanism))]
    public async Task A_wrong_password_is_refused(WayIn way, string host, string mechanism)
    {
        var options = prosody.Options(way, host) with { SaslMechanisms = [mechanism], Credentials = XmppCredentials.Of("alice", "alice-passwort") };

        var error = await Assert.ThrowsAsync<XmppAuthenticationException>(
            () => XmppClient.ConnectAsync(options, cancellationToken: TestTimeout.Token));

        Assert.Equal("not-authorized", error.Condition);
        Assert.DoesNotContain("passwort", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_whom_nobody_knows_is_refused()
    {
        var options = prosody.Options(WayIn.StartTls, "sha256.test", "mallory");

        var error = await Assert.ThrowsAsync<XmppAuthenticationException>(
            () => XmppClient.ConnectAsync(options, cancellationToken: TestTimeout.Token));

        Assert.Equal("not-authorized", error.Condition);
    }

    [Fact]
    public async Task A_mechanism_that_the_server_does_not_offer_ends_the_login_before_the_password_is_used()
    {
        var options = prosody.Options(WayIn.StartTls, "sha1.test") with { SaslMechanisms = ["SCRAM-SHA-256"] };

        await Assert.ThrowsAsync<XmppAuthenticationException>(
            () => XmppClient.ConnectAsync(options, cancellationToken: TestTimeout.Token));
    }

    [Theory]
    [InlineData(WayIn.StartTls)]
    [InlineData(WayIn.WebSocket)]
    public async Task A_host_that_the_server_does_not_serve_is_a_connection_error_with_the_servers_reason(WayIn way)
    {
        var options = prosody.Options(way, "elsewhere.test");

        var error = await Assert.ThrowsAsync<XmppConnectionException>(
            () => XmppClient.ConnectAsync(options, cancellationToken: TestTimeout.Token));

        Assert.Equal("host-unknown", error.StreamErrorCondition);
    }

    [Fact]
    public async Task The_resource_that_we_ask_for_is_bound()
    {
        var options = prosody.Options(WayIn.StartTls, "sha256.test") with { Resource = "desk" };

        await using var client = await XmppClient.ConnectAsync(options, cancellationToken: TestTimeout.Token);

        Assert.Equal("alice@sha256.test/desk", client.Address.ToString());
    }

    [Fact]
    public async Task The_states_of_a_login_come_in_order()
    {
        var states = new List<XmppState>();
        var options = prosody.Options(WayIn.StartTls, "sha256.test") with { StateChanged = states.Add };

        await using var client = await XmppClient.ConnectAsync(options, cancellationToken: TestTimeout.Token);
        await client.DisconnectAsync().WaitAsync(TestTimeout.Token);

        Assert.Equal(
            ["Connecting", "Securing", "Authenticating", "Binding", "Online", "Closed"],
            states.Select(s => s.GetType().Name));
        Assert.True(states.OfType<XmppState.Online>().Single().HasStreamManagement);
    }
}
