using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Interop.Tests.Standard;

/// <summary>XEP-0012: when somebody was last there.</summary>
[Collection(ChatServersCollection.Name)]
public sealed class LastActivityTests(ChatServers servers)
{
    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task Who_may_see_us_learns_when_we_left_and_with_which_words(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        await using var alice = await server.OnlineAsync();
        var bob = await server.OnlineAsync();
        var address = bob.Address.Bare;
        await BefriendAsync(alice, bob);

        var online = await AskAsync(alice, address);
        var goodbye = new Element(new XmlName(Namespaces.Client, "status"), "gone fishing");
        await bob.SendAsync(new Presence { Type = "unavailable", Payloads = [goodbye] }, TestTimeout.Token);
        await bob.DisposeAsync();
        await alice.UntilAsync(
            stanza => stanza is Presence { Type: "unavailable" } gone && gone.From!.Bare == address ? gone : null);
        var offline = await AskAsync(alice, address);

        Assert.Equal(new LastActivity(TimeSpan.Zero), online);
        Assert.Equal("gone fishing", offline.Status);
        Assert.InRange(offline.Idle, TimeSpan.Zero, TestTimeout.Limit);
    }

    [Theory]
    [InlineData(ServerKind.Prosody, "forbidden")]
    [InlineData(ServerKind.Ejabberd, "subscription-required")]
    public async Task A_stranger_is_refused(ServerKind kind, string condition)
    {
        var server = await servers.GetAsync(kind);
        await using var alice = await server.OnlineAsync();
        await using var bob = await server.OnlineAsync();

        var error = await Assert.ThrowsAsync<XmppStanzaException>(() => AskAsync(alice, bob.Address.Bare));

        Assert.Equal(condition, error.Condition);
    }

    private static async Task<LastActivity> AskAsync(XmppClient client, Jid of) =>
        (await client.RequestAsync(LastActivity.Request(of), TestTimeout.Token)).Require<LastActivity>();

    // RFC 6121 §3.1. Who has not asked for the roster is not told how the request ended.
    private static async Task BefriendAsync(XmppClient asking, XmppClient asked)
    {
        var roster = new Element(new XmlName("jabber:iq:roster", "query"));
        await asking.RequestAsync(new Iq { Type = IqType.Get, Payload = roster }, TestTimeout.Token);
        await asking.SendAsync(new Presence { To = asked.Address.Bare, Type = "subscribe" }, TestTimeout.Token);
        var question = await asked.UntilAsync(stanza => stanza is Presence { Type: "subscribe" } presence ? presence : null);
        await asked.SendAsync(new Presence { To = question.From!.Bare, Type = "subscribed" }, TestTimeout.Token);
        await asking.UntilAsync(stanza => stanza is Presence { Type: "subscribed" } presence ? presence : null);
    }
}
