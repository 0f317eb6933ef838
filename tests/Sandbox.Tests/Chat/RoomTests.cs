using System.Net;
using System.Text;

namespace BotPlatform.Sandbox.Tests.Chat;

/// <summary>Section 4.16: rooms can be joined, and need not be.</summary>
public sealed class RoomTests
{
    private const string Join = "<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x>";

    [Fact]
    public async Task M38_who_joins_hears_of_the_others_and_then_of_itself_and_the_others_hear_of_it()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var room = await RoomAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await JoinAsync(alice, room, 101);

        await bob.SendAsync($"<presence id='j:join' to='{room}/102'>{Join}</presence>");

        Assert.Equal(
            Presence(room, 101, bob, "", "owner", "moderator", "") + Presence(
                room, 102, bob, """ id="j:join" """, "member", "participant", """<status code="110"/>"""),
            await bob.ReadUntilAsync("110\"/></x></presence>"));
        Assert.Equal(Presence(room, 102, alice, "", "member", "participant", ""), await alice.ReadUntilAsync("</presence>"));
    }

    [Fact]
    public async Task M38_who_leaves_hears_it_and_so_do_the_others()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var room = await RoomAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await JoinAsync(bob, room, 102);
        await JoinAsync(alice, room, 101);
        await bob.ReadUntilAsync("</presence>");

        await alice.SendAsync($"<presence type='unavailable' id='l' to='{room}/101'/>");

        Assert.Equal(
            Presence(room, 101, alice, """ id="l" type="unavailable" """, "member", "none", """<status code="110"/>"""),
            await alice.ReadUntilAsync("</presence>"));
        Assert.Equal(
            Presence(room, 101, bob, """ type="unavailable" """, "member", "none", ""), await bob.ReadUntilAsync("</presence>"));
    }

    [Theory]
    [InlineData("1_{dialog}@muc.localhost/104", 407, "auth", "registration-required")]
    [InlineData("1_5f00000000000000000000ff@muc.localhost/104", 404, "cancel", "item-not-found")]
    [InlineData("nothing@muc.localhost/104", 404, "cancel", "item-not-found")]
    [InlineData("1_5f0000000000000000000b01@muc.localhost", 400, "modify", "jid-malformed")]
    public async Task M38_a_refusal_carries_the_request_and_a_code(string to, int code, string type, string condition)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var room = await RoomAsync(sandbox, 102);
        await using var dave = await RawClient.SignInAsync(sandbox, 104);
        to = to.Replace("1_{dialog}@muc.localhost", room, StringComparison.Ordinal);

        await dave.SendAsync($"<presence id='j:join' to='{to}'><x xmlns='http://jabber.org/protocol/muc'/></presence>");

        Assert.Equal(
            $"""<presence from="{to}" to="{dave.Jid}" type="error" id="j:join"><x xmlns="http://jabber.org/protocol/muc"/>"""
            + $"""<error code="{code}" type="{type}"><{condition} xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></presence>""",
            await dave.ReadUntilAsync("</presence>"));
    }

    [Fact]
    public async Task M38_the_nick_is_always_the_users_id()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var dave = await RawClient.SignInAsync(sandbox, 104);
        var room = $"1_{SandboxServer.BroadcastDialogId}@muc.localhost";

        await dave.SendAsync($"<presence to='{room}/dave'>{Join}</presence>");

        Assert.Equal(
            Presence(room, 104, dave, "", "member", "visitor", """<status code="110"/><status code="210"/>"""),
            await dave.ReadUntilAsync("</presence>"));
    }

    [Fact]
    public async Task M38_those_who_have_joined_are_online()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var room = await RoomAsync(sandbox, 102, 103);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var phone = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await JoinAsync(bob, room, 102);
        await JoinAsync(alice, room, 101);
        await JoinAsync(phone, room, 101);

        await bob.SendAsync($"<iq type='get' id='d' to='{room}'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>");

        Assert.EndsWith(
            $"<iq from=\"{room}\" to=\"{bob.Jid}\" id=\"d\" type=\"result\"><query xmlns=\"http://jabber.org/protocol/disco#items\">"
            + $"<item jid=\"{room}/101\"/><item jid=\"{room}/102\"/></query></iq>",
            await bob.ReadUntilAsync("</iq>"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task M38_a_session_that_ends_has_left()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var room = await RoomAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await JoinAsync(bob, room, 102);
        await JoinAsync(alice, room, 101);
        await bob.ReadUntilAsync("</presence>");

        alice.Reset();

        Assert.Equal(
            Presence(room, 101, bob, """ type="unavailable" """, "member", "none", ""), await bob.ReadUntilAsync("</presence>"));
    }

    [Fact]
    public async Task M38_a_user_is_there_until_the_last_session_has_left()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var room = await RoomAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var phone = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await JoinAsync(bob, room, 102);
        await JoinAsync(alice, room, 101);
        await bob.ReadUntilAsync("</presence>");
        await JoinAsync(phone, room, 101);

        await alice.SendAsync("<presence type='unavailable'/>");
        await alice.ReadUntilQuietAsync();

        Assert.DoesNotContain("<presence", await bob.ReadUntilQuietAsync(), StringComparison.Ordinal);
        await phone.SendAsync($"<presence type='unavailable' to='{room}/101'/>");
        Assert.Contains("type=\"unavailable\"", await bob.ReadUntilAsync("</presence>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task M38_a_message_comes_once_to_each_session_whether_it_has_joined_or_not()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var room = await RoomAsync(sandbox, 102, 103);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var carol = await RawClient.SignInAsync(sandbox, 103);
        await JoinAsync(alice, room, 101);
        await JoinAsync(bob, room, 102);

        await alice.SendAsync($"<message type='groupchat' to='{room}'><body>hi</body></message>");
        await alice.ReadUntilQuietAsync();

        foreach (var reader in new[] { bob, carol })
        {
            await reader.ReadUntilAsync("<body>hi</body>");
            Assert.DoesNotContain("<body>", await reader.ReadUntilQuietAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task M38_who_is_removed_from_the_dialog_is_taken_out_of_the_room()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var room = await RoomAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await JoinAsync(bob, room, 102);
        await JoinAsync(alice, room, 101);
        await bob.ReadUntilAsync("</presence>");

        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        var (status, _) = await rest.SendAsync(
            HttpMethod.Put,
            $"/chat/Dialog/{room.Split('_', '@')[1]}",
            new StringContent("""{"pull_all":{"occupants_ids":[102]}}""", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, status);

        const string kicked = """<status code="301"/><status code="307"/><status code="321"/>""";
        const string byAlice = """affiliation="none" role="none"><actor jid="101-1@localhost"/></item>""";
        var heard = await bob.ReadUntilAsync("</presence>");
        Assert.StartsWith($"<presence from=\"{room}/102\" to=\"{bob.Jid}\" type=\"unavailable\">", heard, StringComparison.Ordinal);
        Assert.Contains(byAlice + kicked + "<status code=\"110\"/>", heard, StringComparison.Ordinal);
        Assert.Contains(byAlice + kicked + "</x>", await alice.ReadUntilAsync("</presence>"), StringComparison.Ordinal);
        await bob.SendAsync($"<presence to='{room}/102'>{Join}</presence>");
        Assert.Contains("code=\"407\"", await bob.ReadUntilAsync("</presence>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task M38_a_session_can_ask_whether_it_is_still_in_the_room()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var room = await RoomAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var phone = await RawClient.SignInAsync(sandbox, 101);
        await JoinAsync(alice, room, 101);
        var ping = $"<iq type='get' id='p' to='{room}/101'><ping xmlns='urn:xmpp:ping'/></iq>";

        await alice.SendAsync(ping);
        await phone.SendAsync(ping);

        await alice.ReadUntilAsync($"<iq from=\"{room}/101\" to=\"{alice.Jid}\" id=\"p\" type=\"result\"/>");
        Assert.Contains("<error code=\"406\" type=\"cancel\"><not-acceptable ", await phone.ReadUntilAsync("</iq>"), StringComparison.Ordinal);
    }

    private static async Task<string> RoomAsync(SandboxServer sandbox, params int[] occupants)
    {
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        return $"1_{await rest.CreateGroupAsync(occupants)}@muc.localhost";
    }

    private static async Task JoinAsync(RawClient client, string room, int userId)
    {
        await client.SendAsync($"<presence to='{room}/{userId}'>{Join}</presence>");
        await client.ReadUntilAsync("<status code=\"110\"/></x></presence>");
    }

    private static string Presence(
        string room, int userId, RawClient to, string attributes, string affiliation, string role, string statuses) =>
        $"<presence from=\"{room}/{userId}\" to=\"{to.Jid}\"{attributes.TrimEnd()}><x xmlns=\"http://jabber.org/protocol/muc#user\">"
        + $"<item affiliation=\"{affiliation}\" role=\"{role}\"/>{statuses}</x></presence>";
}
