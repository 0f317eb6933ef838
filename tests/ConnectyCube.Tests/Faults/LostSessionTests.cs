using BotPlatform.Sandbox;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Network;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using Xunit.Abstractions;

namespace BotPlatform.ConnectyCube.Tests.Faults;

/// <summary>
/// Cut again and again, at a server that resumes nothing: only what the server does not keep is lost, and a gap tells when. The same
/// with resumption, where nothing is lost, is in the library's own test against each server.
/// </summary>
public sealed class LostSessionTests(ITestOutputHelper output)
{
    private const int Messages = 10_000;
    private const int Cuts = 50;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_resumption_only_typing_is_lost_and_only_inside_of_gaps(bool overTcp)
    {
        await using var network = await SandboxedNetwork.StartAsync(
            new NetworkSetup
            {
                OverTcp = overTcp,
                IsProxied = true,

                // A lost session gives back also what was read and not acknowledged yet, which may be more than the usual limit.
                Sandbox = new SandboxOptions { OfferStartTls = false, ResumeTimeout = TimeSpan.Zero, OfflineLimit = 10_000 },
            },
            ("Reconnect:FirstDelay", "00:00:00.001"), ("Reconnect:MaxDelay", "00:00:00.001"));
        var connector = network.Create(SandboxedNetwork.Account("bot"));
        using var bot = new BotSide(connector, "101", Messages);
        var readies = bot.CountReadyAsync();
        await connector.ConnectAsync(TestTimeout.Token);
        await using var client = await LogInAsync(network.Server);
        using var alice = new Peer(client, Jid.Parse("100-1@localhost"), Messages);
        var schedule = new CutSchedule(Cuts, minBytes: 100, maxBytes: 60_000);
        output.WriteLine($"{schedule}");
        network.Proxy.Follow(schedule);
        network.Proxy.Cut();   // the connection that was there before the schedule

        await Task.WhenAll(
            alice.WriteAsync(), alice.ReadAsync(), bot.WriteAsync(), bot.ReadAsync(alice.Allow, HeardAllAsync));
        await connector.DisposeAsync();
        var lost = Enumerable.Range(0, Messages).Where(n => !bot.Typings.Contains(n)).ToList();
        output.WriteLine($"{network.Proxy.Cuts} cuts, {bot.Gaps.Count} gaps; to the bot {Doubled(bot.Read)} doubled, "
            + $"{lost.Count} typings lost; from the bot {bot.Repeated} repeated, {Doubled(alice.Read)} doubled");

        // On a busy machine a connection may end before its cut is due.
        Assert.InRange(network.Proxy.Cuts, Cuts - 5, Cuts + 1);
        Assert.DoesNotContain(0, bot.Read);
        Assert.DoesNotContain(0, alice.Read);
        Assert.Equal(await readies - 1, bot.Gaps.Count);
        Assert.All(bot.Gaps, gap => Assert.True(gap.Since <= gap.Until));
        Assert.NotEmpty(lost);

        Assert.DoesNotContain(lost, n => !bot.Gaps.Exists(gap => gap.Since <= CameAfter(n) && alice.TypedAt[n] <= gap.Until));

        // What came later on the same stream, or first on the next one.
        DateTimeOffset CameAfter(int typing) => typing + 1 < Messages ? bot.ReadAt[typing + 1] : TimeProvider.System.GetUtcNow();

        // After the last gap has been told, so that the last word comes behind it.
        async Task HeardAllAsync()
        {
            await connector.ConnectAsync(TestTimeout.Token);
            await alice.WriteAsync(BotSide.LastWord);
        }
    }

    private static int Doubled(IEnumerable<int> read) => read.Count(times => times > 1);

    private static Task<XmppClient> LogInAsync(SandboxServer server) => XmppClient.ConnectAsync(
        new XmppClientOptions
        {
            Server = server.XmppUri,
            Host = "localhost",
            Credentials = XmppCredentials.Of("101-1", "alice-password"),
            SessionStarted = (session, token) => session.PostAsync(new Presence(), token),
        },
        cancellationToken: TestTimeout.Token);
}
