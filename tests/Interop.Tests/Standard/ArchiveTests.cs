using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Extensions.Rooms;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Interop.Tests.Standard;

/// <summary>XEP-0313: reading what was said before.</summary>
[Collection(ChatServersCollection.Name)]
public sealed class ArchiveTests(ChatServers servers)
{
    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task The_archive_gives_both_sides_of_a_conversation_page_by_page(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        var before = TimeProvider.System.GetUtcNow();
        await using var alice = await server.OnlineAsync();
        await using var bob = await server.OnlineAsync();
        await using var carol = await server.OnlineAsync();
        await alice.SendAsync(Inbox.Text(bob.Address.Bare, "one"), TestTimeout.Token);
        await bob.NextMessageAsync();
        await bob.SendAsync(Inbox.Text(alice.Address.Bare, "two"), TestTimeout.Token);
        await alice.NextMessageAsync();
        await alice.SendAsync(Inbox.Text(carol.Address.Bare, "somebody else"), TestTimeout.Token);
        await alice.SendAsync(Inbox.Text(bob.Address.Bare, "three"), TestTimeout.Token);
        await bob.NextMessageAsync();

        var first = await AskAsync(alice, new ArchiveQuery
        {
            QueryId = "q1",
            With = bob.Address.Bare,
            Start = before.AddMinutes(-1),
            Page = new PageRequest(2),
        });
        var second = await AskAsync(alice, new ArchiveQuery
        {
            QueryId = "q2",
            With = bob.Address.Bare,
            Page = new PageRequest(2, After: first.End.Page.Last),
        });

        Assert.Equal(["one", "two"], first.Messages.Select(m => m.Message!.Body));
        Assert.Equal(["three"], second.Messages.Select(m => m.Message!.Body));
        Assert.Equal((false, true), (first.End.IsComplete, second.End.IsComplete));
        Assert.Equal(bob.Address, first.Messages[1].Message!.From);
        Assert.All(first.Messages, m => Assert.InRange(m.SentAt!.Value, before.AddSeconds(-1), before.AddMinutes(5)));
    }

    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task A_live_message_carries_the_id_under_which_it_is_archived(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        await using var alice = await server.OnlineAsync();
        await using var bob = await server.OnlineAsync();
        await alice.SendAsync(Inbox.Text(bob.Address.Bare, "hello"), TestTimeout.Token);

        var live = await bob.NextMessageAsync();
        var (messages, _) = await AskAsync(bob, new ArchiveQuery { QueryId = "q1" });

        Assert.Equal(live.GetStanzaId(bob.Address.Bare), Assert.Single(messages).ArchiveId);
    }

    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task A_room_has_an_archive_of_its_own(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        await using var alice = await server.OnlineAsync();
        var room = Jid.Parse($"{Guid.NewGuid():N}@{ChatServers.Rooms}");
        await alice.SendAsync(RoomJoin.Join(room, "Alice"), TestTimeout.Token);
        await alice.UntilAsync(stanza => (stanza as Message)?.GetRoomSubject());
        foreach (var text in new[] { "one", "two" })
        {
            await alice.SendAsync(Inbox.Text(room, text) with { Type = MessageType.GroupChat }, TestTimeout.Token);
            await alice.NextMessageAsync();
        }

        var (messages, end) = await AskAsync(alice, new ArchiveQuery { QueryId = "q1", Room = room });

        Assert.Equal(["one", "two"], messages.Select(m => m.Message?.Body).Where(body => body is not null));
        Assert.Contains(room.WithResource("Alice"), messages.Select(m => m.Message?.From));
        Assert.True(end.IsComplete);
    }

    // The messages come before the answer, so they wait in the inbox when it is there.
    private static async Task<(IReadOnlyList<ArchivedMessage> Messages, ArchiveEnd End)> AskAsync(
        XmppClient client, ArchiveQuery query)
    {
        var end = (await client.RequestAsync(query.ToRequest(), TestTimeout.Token)).Require<ArchiveEnd>();
        var messages = new List<ArchivedMessage>();
        while (client.Received.TryRead(out var received))
        {
            received.Acknowledge();
            if (received.Stanza is Message message && query.TryUnwrap(message, client.Address) is { } archived)
            {
                messages.Add(archived);
            }
        }

        return (messages, end);
    }
}
