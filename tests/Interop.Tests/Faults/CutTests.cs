using BotPlatform.Interop.Tests.Servers;
using BotPlatform.Sandbox;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Network;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using Xunit.Abstractions;

namespace BotPlatform.Interop.Tests.Faults;

/// <summary>Promises 1 and 3 on the wire: a connection that is cut again and again loses nothing and doubles nothing.</summary>
[Collection(ChatServersCollection.Name)]
public sealed class CutTests(ChatServers servers, ITestOutputHelper output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_resumption_nothing_is_lost_and_nothing_doubled_at_the_sandbox(bool overWebSocket)
    {
        const int messages = 10_000;
        await using var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { HttpPort = 0, XmppPort = 0, OfferStartTls = false }, null, TestTimeout.Token);
        var alice = new XmppClientOptions
        {
            Server = overWebSocket ? sandbox.WebSocketUri : sandbox.XmppUri,
            Host = "localhost",
            Credentials = XmppCredentials.Of("101-1", "alice-password"),
        };

        var (here, there) = await RunAsync(alice, alice with { Credentials = XmppCredentials.Of("102-1", "bob-password") }, messages);

        Assert.Equal(Enumerable.Range(0, messages), here);
        Assert.Equal(Enumerable.Range(0, messages), there);
    }

    // After a resumption Prosody 0.12 reads on with the parser of the old connection. If that was in the middle of a stanza, the
    // stream is lost, and the session with it: what was on its way is sent again on the next one, so some of it comes twice.
    [Fact]
    public async Task At_Prosody_which_loses_its_place_nothing_is_lost()
    {
        const int messages = 10_000;
        var server = await servers.GetAsync(ServerKind.Prosody);
        var alice = server.Options(server.NewUser()) with { RequestTimeout = TimeSpan.FromSeconds(2) };

        var (here, there) = await RunAsync(alice, server.Options(server.NewUser()), messages);

        Assert.Equal(Enumerable.Range(0, messages), here.Distinct().Order());
        Assert.Equal(Enumerable.Range(0, messages), there.Distinct().Order());
    }

    // What ejabberd 23.01 holds for a connection when the next one takes the session over is overtaken, or kept for the next login; and
    // lost, by the server, when cuts follow each other within milliseconds (docs/servers.md). So no cut meets a login here.
    [Fact]
    public async Task At_ejabberd_nothing_is_lost()
    {
        const int messages = 2_000;
        var server = await servers.GetAsync(ServerKind.Ejabberd);
        var alice = server.Options(server.NewUser());

        var (here, there) = await RunAsync(alice, server.Options(server.NewUser()), messages, cuts: 10, minBytes: 5_000, logsInAgain: true);

        Assert.Equal(Enumerable.Range(0, messages), here.Distinct().Order());
        Assert.Equal(Enumerable.Range(0, messages), there.Distinct().Order());
    }

    private async Task<(IReadOnlyList<int> Here, IReadOnlyList<int> There)> RunAsync(
        XmppClientOptions alice, XmppClientOptions bob, int messages, int cuts = 50, int minBytes = 100, bool logsInAgain = false)
    {
        var resumed = 0;
        var schedule = new CutSchedule(cuts, minBytes, maxBytes: 300 * messages / cuts / 4);
        output.WriteLine($"{schedule}");
        await using var proxy = new FaultProxy(alice.Server.Port);
        proxy.Follow(schedule);
        await using var here = await ConnectAsync(alice with
        {
            Server = proxy.Through(alice.Server),
            StateChanged = state => resumed += state is XmppState.Online { IsResumed: true } ? 1 : 0,
        });
        await using var there = await ConnectAsync(bob);
        using var left = new Conversation(here, there.Address.Bare, messages);
        using var right = new Conversation(there, here.Address.Bare, messages);

        var reading = Task.WhenAll(left.ReadAsync(), right.ReadAsync());
        await Task.WhenAll(left.WriteAsync(), right.WriteAsync());
        if (logsInAgain)
        {
            await here.DisconnectAsync();
            await here.ConnectAsync(TestTimeout.Token);
        }

        await reading;
        var limit = TestTimeout.Token;
        while (proxy.Cuts < cuts)
        {
            // It pings: the last cut may wait for more bytes than the last messages had.
            await here.ConnectAsync(limit);
        }

        output.WriteLine($"{proxy.Cuts} cuts, {resumed} resumptions, {left.Repeated + right.Repeated} messages repeated,"
            + $" {left.Read.Count - messages} and {right.Read.Count - messages} doubled");
        Assert.Equal(cuts, proxy.Cuts);
        return (left.Read, right.Read);
    }

    private static Task<XmppClient> ConnectAsync(XmppClientOptions options) => XmppClient.ConnectAsync(
        options with
        {
            Reconnect = new XmppReconnect { FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
            SessionStarted = StartAsync,
        },
        cancellationToken: TestTimeout.Token);

    // Without an archive, where there is one (XEP-0313): ejabberd's becomes slower with every message.
    private static async Task StartAsync(IXmppSession session, CancellationToken cancellationToken)
    {
        await session.PostAsync(new Presence(), cancellationToken);
        var nothing = new Element(new XmlName(Namespaces.Archive, "prefs"), null, new XmlAttribute("default", "never"));
        try
        {
            await session.RequestAsync(new Iq { Type = IqType.Set, Payload = nothing }, cancellationToken);
        }
        catch (XmppStanzaException)
        {
            // There is none.
        }
    }
}
