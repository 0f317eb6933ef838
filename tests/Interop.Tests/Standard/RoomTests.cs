using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions.Rooms;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Interop.Tests.Standard;

/// <summary>XEP-0045: rooms.</summary>
[Collection(ChatServersCollection.Name)]
public sealed class RoomTests(ChatServers servers)
{
    private readonly Jid _room = Jid.Parse($"{Guid.NewGuid():N}@{ChatServers.Rooms}");

    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task Occupants_see_each_other_come_write_and_go(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        await using var alice = await server.OnlineAsync();
        await using var bob = await server.OnlineAsync();

        var founder = Assert.Single(await JoinAsync(alice, "Alice"));
        Assert.Equal((RoomAffiliation.Owner, RoomRole.Moderator), (founder.Affiliation, founder.Role));
        var occupants = await JoinAsync(bob, "Bob");
        Assert.Equal([("Alice", false), ("Bob", true)], occupants.Select(o => (o.Nick, o.IsSelf)));
        var arrival = await NextOccupantAsync(alice, "Bob");
        Assert.Equal((OccupantChange.Present, RoomRole.Participant, false), (arrival.Change, arrival.Role, arrival.IsSelf));

        await bob.SendAsync(
            Inbox.Text(_room, "hello room") with { Type = MessageType.GroupChat }, TestTimeout.Token);
        foreach (var client in new[] { alice, bob })
        {
            var message = await client.UntilAsync(stanza => stanza is Message { Body: not null } m ? m : null);
            Assert.Equal((MessageType.GroupChat, "hello room"), (message.Type, message.Body));
            Assert.Equal(_room.WithResource("Bob"), message.From);
        }

        await bob.SendAsync(RoomJoin.Leave(_room, "Bob"), TestTimeout.Token);
        Assert.Equal(OccupantChange.Left, (await NextOccupantAsync(alice, "Bob")).Change);
        Assert.True((await NextOccupantAsync(bob, "Bob")).IsSelf);
    }

    // Prosody tells nobody who is in a room, except by the presences at the entry.
    [Theory]
    [InlineData(ServerKind.Prosody, "")]
    [InlineData(ServerKind.Ejabberd, "Alice Bob")]
    public async Task Who_is_in_a_room_can_be_asked_where_the_server_tells_it(ServerKind kind, string nicks)
    {
        var server = await servers.GetAsync(kind);
        await using var alice = await server.OnlineAsync();
        await using var bob = await server.OnlineAsync();
        await JoinAsync(alice, "Alice");
        await JoinAsync(bob, "Bob");

        var answer = await alice.RequestAsync(RoomOccupants.Request(_room), TestTimeout.Token);

        Assert.Equal(nicks, string.Join(' ', RoomOccupants.ParseNicks(answer, _room).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task A_nick_that_somebody_has_is_refused(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        await using var alice = await server.OnlineAsync();
        await using var bob = await server.OnlineAsync();
        await JoinAsync(alice, "Alice");

        await bob.SendAsync(RoomJoin.Join(_room, "Alice"), TestTimeout.Token);
        var refusal = await bob.UntilAsync(stanza => stanza is Presence presence ? RoomRefusal.TryParse(presence) : null);

        Assert.Equal((_room, RoomRefusalReason.NickTaken), (refusal.Room, refusal.Reason));
    }

    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task A_moderator_removes_an_occupant_who_is_told_why(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        await using var alice = await server.OnlineAsync();
        await using var bob = await server.OnlineAsync();
        await JoinAsync(alice, "Alice");
        await JoinAsync(bob, "Bob");

        await alice.RequestAsync(KickRequest("Bob", "spam"), TestTimeout.Token);
        var told = await NextOccupantAsync(bob, "Bob");
        await NextOccupantAsync(alice, "Bob");
        var seen = await NextOccupantAsync(alice, "Bob");

        Assert.Equal((OccupantChange.Kicked, "spam", true), (told.Change, told.Reason, told.IsSelf));
        Assert.Equal((OccupantChange.Kicked, "spam", false), (seen.Change, seen.Reason, seen.IsSelf));
    }

    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task A_room_says_whether_we_are_still_there(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        await using var alice = await server.OnlineAsync();
        await using var bob = await server.OnlineAsync();
        await JoinAsync(alice, "Alice");

        var inside = SelfPing.Judge(await alice.RequestAsync(SelfPing.Request(_room, "Alice"), TestTimeout.Token));
        var outside = await Assert.ThrowsAsync<XmppStanzaException>(
            () => bob.RequestAsync(SelfPing.Request(_room, "Bob"), TestTimeout.Token));

        Assert.Equal(RoomStanding.Joined, inside);
        Assert.Equal(RoomStanding.NotJoined, SelfPing.Judge(outside.Error));
    }

    // Who is there, we ourselves last; then comes the subject, and what follows is live.
    private async Task<IReadOnlyList<OccupantPresence>> JoinAsync(XmppClient client, string nick)
    {
        await client.SendAsync(RoomJoin.Join(_room, nick, history: new RoomHistory(MaxMessages: 0)), TestTimeout.Token);
        var occupants = new List<OccupantPresence>();
        while (occupants is not [.., { IsSelf: true }])
        {
            occupants.Add(await client.UntilAsync(Occupant));
        }

        await client.UntilAsync(stanza => (stanza as Message)?.GetRoomSubject());
        return occupants;
    }

    private Task<OccupantPresence> NextOccupantAsync(XmppClient client, string nick) => client.UntilAsync(
        stanza => Occupant(stanza) is { } occupant && occupant.Room == _room && occupant.Nick == nick ? occupant : null);

    private static OccupantPresence? Occupant(IStanza stanza) =>
        stanza is Presence presence ? OccupantPresence.TryParse(presence) : null;

    // XEP-0045 §8.2.
    private Iq KickRequest(string nick, string reason)
    {
        const string Admin = "http://jabber.org/protocol/muc#admin";
        var item = new Element(
            new XmlName(Admin, "item"),
            [new XmlAttribute("nick", nick), new XmlAttribute("role", "none")],
            new Element(new XmlName(Admin, "reason"), reason));
        return new Iq { Type = IqType.Set, To = _room, Payload = new Element(new XmlName(Admin, "query"), [], item) };
    }
}
