using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Chat.Inbound;
using BotPlatform.Contracts.Chat;
using static BotPlatform.ConnectyCube.Tests.Chat.Inbound.InboundFixture;

namespace BotPlatform.ConnectyCube.Tests.Chat.Inbound;

/// <summary>Edits, deletions and reactions (sections 4.8 to 4.10).</summary>
public sealed class ChangeEventsTests
{
    private const string Replace = $"<replace xmlns='urn:xmpp:message-correct:0' id='{Id}' last='true'/>";
    private const string Remove = $"<remove xmlns='urn:xmpp:message-delete:0' id='{Id}'/>";

    private readonly InboundFixture _inbound = new();

    [Fact]
    public void M51_an_edit_names_the_message_and_brings_its_new_text()
    {
        var happened = _inbound.Event<MessageEdited>(Direct(
            $"<body>new</body>{Replace}<extraParams><dialog_id>{Private}</dialog_id><mood>better</mood></extraParams>", "5f0000000000000000000002"));

        Assert.Equal(Id, happened.MessageId);
        Assert.Equal("new", happened.Text);
        Assert.Equal((new DialogRef(Private), DialogKind.Direct, new UserRef("101")), (happened.Dialog, happened.DialogKind, happened.User));
        Assert.Equal([KeyValuePair.Create("mood", "better")], happened.Metadata);
        Assert.Equal($"connectycube/{Private}/{Id}/101/edited/5f0000000000000000000002", happened.Origin.EventId);
        Assert.Equal(new DialogTarget("101"), _inbound.Dialogs.Find(Private));
    }

    [Fact]
    public void M51_an_edit_in_a_group_is_named_by_the_room_and_the_nick()
    {
        var happened = _inbound.Event<MessageEdited>(InGroup($"<body>new</body>{Replace}", "s1"));

        Assert.Equal((new DialogRef(Group), DialogKind.Group, new UserRef("101")), (happened.Dialog, happened.DialogKind, happened.User));
    }

    [Fact]
    public void The_same_edit_seen_again_has_the_same_name_and_the_next_edit_another()
    {
        string EventId(string stanzaId) => _inbound.Event<MessageEdited>(Direct($"<body>new</body>{Replace}", stanzaId)).Origin.EventId;

        Assert.Equal(EventId("s1"), EventId("s1"));
        Assert.NotEqual(EventId("s1"), EventId("s2"));
    }

    [Fact]
    public void Somebody_elses_edit_with_a_copied_id_is_another_event()
    {
        string EventId(string nick) => _inbound.Event<MessageEdited>(InGroup($"<body>new</body>{Replace}", "s1", nick)).Origin.EventId;

        Assert.NotEqual(EventId("101"), EventId("102"));
    }

    [Fact]
    public void M57_a_deletion_names_the_message_also_beside_a_text_for_other_clients()
    {
        var happened = _inbound.Event<MessageDeleted>(InGroup($"<body>This message was deleted.</body>{Remove}", "s1"));

        Assert.Equal(Id, happened.MessageId);
        Assert.Equal((new DialogRef(Group), DialogKind.Group, new UserRef("101")), (happened.Dialog, happened.DialogKind, happened.User));
        Assert.Equal($"connectycube/{Group}/{Id}/101/deleted", happened.Origin.EventId);
    }

    [Fact]
    public void M54_reactions_come_with_what_was_added_and_what_was_removed()
    {
        var happened = _inbound.Event<ReactionsChanged>(Direct($"""
            {InDialog(Private)}
            <reactions user_id='101' message_id='{Id}'>
              <reaction add='true' type='👍'/><reaction remove='true' type='👎'/><reaction add='true'/><reaction type='?'/>
            </reactions>
            """, "s1"));

        Assert.Equal(Id, happened.MessageId);
        Assert.Equal(["👍"], happened.Added);
        Assert.Equal(["👎"], happened.Removed);
        Assert.Equal((new DialogRef(Private), DialogKind.Direct, new UserRef("101")), (happened.Dialog, happened.DialogKind, happened.User));
        Assert.Equal($"connectycube/{Private}/{Id}/101/reactions/s1", happened.Origin.EventId);
    }

    [Fact]
    public void M54_a_room_that_speaks_itself_says_whose_reactions_they_are()
    {
        var happened = _inbound.Event<ReactionsChanged>(
            $"<message xmlns='jabber:client' type='groupchat' id='s1' from='{Room}'>{Reaction("102")}</message>");

        Assert.Equal(new UserRef("102"), happened.User);
    }

    [Fact]
    public void Nobody_reacts_in_the_name_of_somebody_else()
    {
        _inbound.AssertIgnored(Ignored.Malformed, Direct(Reaction("102")));
        _inbound.AssertIgnored(Ignored.Malformed, InGroup(Reaction("102")));
        _inbound.AssertIgnored(Ignored.Malformed, InGroup(Reaction("100")));
    }

    [Fact]
    public void Endless_reactions_are_cut_down()
    {
        var many = string.Concat(Enumerable.Range(0, 3000).Select(i => $"<reaction add='true' type='{i}'/>"));
        var endless = $"<reaction add='true' type='{new string('x', 5000)}'/>";

        var happened = _inbound.Event<ReactionsChanged>(Direct($"<reactions message_id='{Id}'>{endless}{many}{many}</reactions>"));

        Assert.Equal(100, happened.Added.Count);
        Assert.Equal("0", happened.Added[0]);
    }

    [Theory]
    [InlineData("<body>x</body><replace xmlns='urn:xmpp:message-correct:0'/>")]
    [InlineData("<body>x</body><replace xmlns='urn:xmpp:message-correct:0' id=''/>")]
    [InlineData("<remove xmlns='urn:xmpp:message-delete:0'/>")]
    [InlineData("<remove xmlns='urn:xmpp:message-delete:0' id=''/>")]
    [InlineData("<reactions user_id='101'><reaction add='true' type='+'/></reactions>")]
    [InlineData("<reactions user_id='101' message_id='5f0000000000000000000001'/>")]
    public void A_change_that_names_no_message_is_malformed(string payloads) =>
        _inbound.AssertIgnored(Ignored.Malformed, Direct(payloads));

    [Theory]
    [InlineData($"<body>x</body>{Replace}")]
    [InlineData(Remove)]
    [InlineData($"<reactions user_id='100' message_id='{Id}'><reaction add='true' type='+'/></reactions>")]
    public void What_we_changed_ourselves_is_no_event(string payloads)
    {
        _inbound.AssertIgnored(Ignored.OwnEcho, InGroup(payloads, "s1", "100"));
        _inbound.AssertIgnored(
            Ignored.OwnEcho, $"<message xmlns='jabber:client' type='chat' from='100-1@localhost/other'>{payloads}</message>");
    }

    [Fact]
    public void An_endless_id_is_cut_down_like_that_of_the_message()
    {
        var id = new string('x', 5000);
        var written = _inbound.Received(Direct("<body>x</body>", id)).MessageId;

        var edited = _inbound.Event<MessageEdited>(Direct($"<body>x</body><replace xmlns='urn:xmpp:message-correct:0' id='{id}'/>"));

        Assert.Equal(written, edited.MessageId);
    }

    private static string Reaction(string userId) =>
        $"<reactions user_id='{userId}' message_id='{Id}'><reaction add='true' type='+'/></reactions>";
}
