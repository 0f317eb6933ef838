using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.StandardXmpp.Tests;

/// <summary>Messages in a room, which have two ids, and whose authors may hide.</summary>
public sealed class RoomMessageTests
{
    private static readonly UserRef Alice = new("alice@localhost");

    [Fact]
    public async Task A_message_has_the_rooms_id_and_its_writer_the_address_that_the_room_tells()
    {
        await using var account = await ScriptedAccount.InRoomAsync();

        var heard = await account.HearAsync<MessageReceived>(Xml.InRoom("alice", "a1", "<body>hi all</body>", "s1"));

        Assert.Equal("s1", heard.MessageId);
        Assert.Equal(Commands.Room, heard.Dialog);
        Assert.Equal(DialogKind.Group, heard.DialogKind);
        Assert.Equal(Alice, heard.Sender);
    }

    [Fact]
    public async Task Where_the_room_gives_no_ids_two_writers_may_choose_the_same()
    {
        await using var account = await ScriptedAccount.InRoomAsync();

        var alices = await account.HearAsync<MessageReceived>(Xml.InRoom("alice", "1", "<body>yes</body>"));
        var carols = await account.HearAsync<MessageReceived>(Xml.InRoom("carol", "1", "<body>yes</body>"));

        Assert.NotEqual(alices.Origin.EventId, carols.Origin.EventId);
    }

    [Fact]
    public async Task Where_the_room_does_not_tell_who_somebody_is_they_are_their_place_in_the_room()
    {
        await using var account = await ScriptedAccount.InRoomAsync(withAddresses: false);

        var heard = await account.HearAsync<MessageReceived>(Xml.InRoom("alice", "a1", "<body>hi</body>", "s1"));

        Assert.Equal(new UserRef($"{ScriptedAccount.Room}/alice"), heard.Sender);
    }

    [Theory]
    [InlineData("<body>mine</body>")]
    [InlineData("<composing xmlns='http://jabber.org/protocol/chatstates'/>")]
    public async Task What_the_account_says_is_no_event(string content)
    {
        await using var account = await ScriptedAccount.InRoomAsync();

        await account.IgnoresAsync(Xml.InRoom("bot", "b1", content, "s1"));
    }

    [Theory]
    [InlineData("<delay xmlns='urn:xmpp:delay' from='team@rooms.localhost' stamp='2029-01-01T00:00:00Z'/>")]
    [InlineData("<delay xmlns='urn:xmpp:delay' stamp='2029-01-01T00:00:00Z'/>")]
    public async Task What_was_said_before_the_account_joined_is_no_event(string delay)
    {
        await using var account = await ScriptedAccount.InRoomAsync();

        await account.IgnoresAsync(Xml.InRoom("alice", "a0", $"<body>long ago</body>{delay}", "s0"));
    }

    [Fact]
    public async Task A_forged_id_of_the_room_is_no_id()
    {
        await using var account = await ScriptedAccount.InRoomAsync();

        var heard = await account.HearAsync<MessageReceived>(Xml.InRoom(
            "alice", "a1", "<body>hi</body><stanza-id xmlns='urn:xmpp:sid:0' by='elsewhere@rooms.localhost' id='forged'/>"));

        Assert.Equal("a1", heard.MessageId);
    }

    [Fact]
    public async Task A_correction_names_the_senders_id_and_is_told_with_the_rooms()
    {
        await using var account = await ScriptedAccount.InRoomAsync();
        await account.HearAsync<MessageReceived>(Xml.InRoom("alice", "a1", "<body>helo</body>", "s1"));

        var edited = await account.HearAsync<MessageEdited>(Xml.InRoom("alice", "a2", Correction("a1"), "s2"));

        Assert.Equal(("s1", "hello", Alice), (edited.MessageId, edited.Text, edited.User));
    }

    [Theory]
    [InlineData("<body>hello</body><replace xmlns='urn:xmpp:message-correct:0' id='a1'/>")]
    [InlineData("<retract xmlns='urn:xmpp:message-retract:1' id='s1'/>")]
    public async Task Only_the_author_changes_a_message(string change)
    {
        await using var account = await ScriptedAccount.InRoomAsync();
        await account.HearAsync<MessageReceived>(Xml.InRoom("alice", "a1", "<body>helo</body>", "s1"));
        await account.HearAsync<OccupantJoined>(Xml.Occupant("mallory"));

        await account.IgnoresAsync(Xml.InRoom("mallory", "x1", change, "s2"));
    }

    [Fact]
    public async Task Who_takes_over_a_name_does_not_take_over_its_messages()
    {
        await using var account = await ScriptedAccount.InRoomAsync(withAddresses: false);
        await account.HearAsync<MessageReceived>(Xml.InRoom("alice", "a1", "<body>helo</body>", "s1"));
        await account.HearAsync<OccupantLeft>(Xml.Gone("alice"));
        await account.HearAsync<OccupantJoined>(Xml.Occupant("alice"));

        await account.IgnoresAsync(Xml.InRoom("alice", "a2", Correction("a1"), "s2"));
    }

    [Fact]
    public async Task A_retraction_names_the_rooms_id()
    {
        await using var account = await ScriptedAccount.InRoomAsync();
        await account.HearAsync<MessageReceived>(Xml.InRoom("alice", "a1", "<body>oops</body>", "s1"));

        var deleted = await account.HearAsync<MessageDeleted>(
            Xml.InRoom("alice", "a2", "<retract xmlns='urn:xmpp:message-retract:1' id='s1'/>", "s2"));

        Assert.Equal(("s1", Alice), (deleted.MessageId, deleted.User));
    }

    [Fact]
    public async Task What_a_moderator_takes_back_the_room_says_itself()
    {
        await using var account = await ScriptedAccount.InRoomAsync();

        var deleted = await account.HearAsync<MessageDeleted>(
            $"<message from='{ScriptedAccount.Room}' type='groupchat' id='x'><retract xmlns='urn:xmpp:message-retract:1' id='s1'>"
            + "<moderated xmlns='urn:xmpp:message-moderate:1'/></retract></message>");

        Assert.Equal(("s1", new UserRef(ScriptedAccount.Room)), (deleted.MessageId, deleted.User));
    }

    [Fact]
    public async Task What_others_say_of_the_accounts_message_names_it_as_the_account_does()
    {
        await using var account = await ScriptedAccount.InRoomAsync();
        var id = Xml.Attribute(await account.SentAsync(Commands.Say(Commands.Room, "like it?")), "id");
        await account.IgnoresAsync(Xml.InRoom("bot", id, "<body>like it?</body>", "s1"));

        var reacted = await account.HearAsync<ReactionsChanged>(Xml.InRoom(
            "alice", "r1", "<reactions xmlns='urn:xmpp:reactions:0' id='s1'><reaction>👍</reaction></reactions>"));
        var read = await account.HearAsync<MessageRead>(
            Xml.InRoom("alice", "d1", "<displayed xmlns='urn:xmpp:chat-markers:0' id='s1'/>"));

        Assert.Equal(id, reacted.MessageId);
        Assert.Equal(id, read.MessageId);
        await account.IgnoresAsync(Xml.InRoom("alice", "d2", "<displayed xmlns='urn:xmpp:chat-markers:0' id='s9'/>"));
    }

    [Fact]
    public async Task The_account_takes_its_message_back_by_the_rooms_id()
    {
        await using var account = await ScriptedAccount.InRoomAsync();
        var id = Xml.Attribute(await account.SentAsync(Commands.Say(Commands.Room, "oops")), "id");

        var early = await Assert.ThrowsAsync<ConnectorRefusedException>(() => account.DoAsync(Commands.Delete(Commands.Room, id)));
        await account.IgnoresAsync(Xml.InRoom("bot", id, "<body>oops</body>", "s1"));
        var sent = await account.SentAsync(Commands.Delete(Commands.Room, id));

        Assert.Equal("item-not-found", early.Reason);
        Assert.Contains("<retract xmlns='urn:xmpp:message-retract:1' id='s1'/>", sent, StringComparison.Ordinal);
        Assert.Equal("groupchat", Xml.Attribute(sent, "type"));
    }

    [Fact]
    public async Task A_private_message_through_the_room_is_a_dialog_of_its_own()
    {
        await using var account = await ScriptedAccount.InRoomAsync();

        var heard = await account.HearAsync<MessageReceived>(
            $"<message from='{ScriptedAccount.Room}/alice' type='chat' id='p1'><body>psst</body></message>");
        var sent = await account.SentAsync(Commands.Say(heard.Dialog, "yes?"));

        Assert.Equal(new DialogRef($"{ScriptedAccount.Room}/alice"), heard.Dialog);
        Assert.Equal(DialogKind.Direct, heard.DialogKind);
        Assert.Equal(Alice, heard.Sender);
        Assert.Equal($"{ScriptedAccount.Room}/alice", Xml.Attribute(sent, "to"));
        Assert.Equal("chat", Xml.Attribute(sent, "type"));
        Assert.Contains("<x xmlns='http://jabber.org/protocol/muc#user'/>", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_room_that_has_forgotten_the_account_is_joined_again_and_the_message_may_be_repeated()
    {
        await using var account = await ScriptedAccount.InRoomAsync(streamManagement: true);
        var sending = account.DoAsync(Commands.Say(Commands.Room, "anybody?"));
        var sent = await account.ExpectAsync("^<message");

        await account.Server.SendAsync(NotIn(sent));
        await account.ExpectAsync($"^<presence .*{ScriptedAccount.Room}/bot");
        await account.Server.Current.AcknowledgeAsync(
            (uint)(account.Server.Current.Count("iq") + account.Server.Current.Count("message") + account.Server.Current.Count("presence") - 1));

        Assert.IsNotType<ConnectorRefusedException>(await Assert.ThrowsAnyAsync<ConnectorException>(() => sending));
    }

    [Fact]
    public async Task A_room_that_says_too_late_that_it_has_forgotten_the_account_is_joined_again()
    {
        await using var account = await ScriptedAccount.InRoomAsync();

        var failed = await account.HearAsync<CommandFailed>(NotIn(await account.SentAsync(Commands.Say(Commands.Room, "anybody?"))));

        Assert.Equal(("c1", "not-acceptable"), (failed.CommandId, failed.Reason));
        await account.ExpectAsync($"^<presence .*{ScriptedAccount.Room}/bot");
    }

    private static string NotIn(string sent) =>
        $"<message from='{ScriptedAccount.Room}' type='error' id='{Xml.Attribute(sent, "id")}'>{Xml.Error("not-acceptable", "modify")}</message>";

    private static string Correction(string id) => $"<body>hello</body><replace xmlns='urn:xmpp:message-correct:0' id='{id}'/>";
}
