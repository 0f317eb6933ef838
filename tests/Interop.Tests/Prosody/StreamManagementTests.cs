using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;

namespace BotPlatform.Interop.Tests.Prosody;

/// <summary>XEP-0198 against a server that keeps what was not acknowledged.</summary>
[Collection(ProsodyCollection.Name)]
public sealed class StreamManagementTests(ProsodyServer prosody)
{
    // A host of its own, so that what these tests leave behind disturbs nobody.
    private const string Host = "plain.test";

    public static TheoryData<WayIn> Ways { get; } = new(Enum.GetValues<WayIn>());

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task What_was_not_acknowledged_is_delivered_again_and_what_was_is_not(WayIn way)
    {
        await using var alice = await Inbox.OnlineAsync(prosody.Options(way, Host));
        await using (var bob = await Inbox.OnlineAsync(prosody.Options(way, Host, "bob")))
        {
            await alice.SendAsync(Inbox.Text(bob.Address.Bare, "safe"), TestTimeout.Token);
            await alice.SendAsync(Inbox.Text(bob.Address.Bare, "lost"), TestTimeout.Token);

            Assert.Equal("safe", (await bob.NextMessageAsync()).Body);
            Assert.Equal("lost", (await bob.NextMessageAsync(acknowledge: false)).Body);

            // A round trip, so that the server has heard the acknowledgement before the stream closes.
            await bob.PingAsync(TestTimeout.Token);
        }

        await using var again = await Inbox.OnlineAsync(prosody.Options(way, Host, "bob"));
        var first = await again.NextMessageAsync();
        await alice.SendAsync(Inbox.Text(again.Address, "last"), TestTimeout.Token);
        var second = await again.NextMessageAsync();

        Assert.Equal("lost", first.Body);
        Assert.Equal("last", second.Body);
    }

    [Fact]
    public async Task Without_stream_management_sending_ends_with_the_write()
    {
        var options = prosody.Options(WayIn.StartTls, Host) with { UseStreamManagement = false };
        await using var alice = await XmppClient.ConnectAsync(options, cancellationToken: TestTimeout.Token);
        await using var bob = await Inbox.OnlineAsync(prosody.Options(WayIn.StartTls, Host, "bob"));

        await alice.SendAsync(Inbox.Text(bob.Address, "hello"), TestTimeout.Token);

        Assert.Equal("hello", (await bob.NextMessageAsync()).Body);
    }
}
