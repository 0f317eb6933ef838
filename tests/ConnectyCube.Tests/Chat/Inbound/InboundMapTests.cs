using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Chat.Inbound;
using BotPlatform.Contracts.Chat;
using static BotPlatform.ConnectyCube.Tests.Chat.Inbound.InboundFixture;

namespace BotPlatform.ConnectyCube.Tests.Chat.Inbound;

public sealed class InboundMapTests
{
    private readonly InboundFixture _inbound = new();

    [Fact]
    public void A_direct_message_becomes_an_event()
    {
        var happened = _inbound.Received($"""
            <message xmlns='jabber:client' type='chat' id='{Id}' from='101-1@localhost/phone-1234567890' to='100-1@localhost'>
              <body>hello &amp; bye</body>
              <extraParams xmlns='jabber:client'>
                <save_to_history>1</save_to_history>
                <date_sent>1800000000</date_sent>
                <dialog_id>{Private}</dialog_id>
                <mood>good</mood>
              </extraParams>
            </message>
            """);

        Assert.Equal(
            new EventOrigin
            {
                EventId = $"connectycube/{Private}/{Id}",
                Account = Account,
                OccurredAt = DateTimeOffset.FromUnixTimeSeconds(1800000000),
            },
            happened.Origin);
        Assert.Equal(new DialogRef(Private), happened.Dialog);
        Assert.Equal(DialogKind.Direct, happened.DialogKind);
        Assert.Equal(Id, happened.MessageId);
        Assert.Equal(new UserRef("101"), happened.Sender);
        Assert.Equal("hello & bye", happened.Text);
        Assert.Equal([KeyValuePair.Create("mood", "good")], happened.Metadata);
        Assert.False(happened.WasDelayed);
    }

    [Fact]
    public void A_group_message_is_named_by_the_room_and_the_nick()
    {
        var happened = _inbound.Received($"""
            <message xmlns='jabber:client' type='groupchat' id='{Id}' from='1_{Group}@muc.localhost/101' to='100-1@localhost'>
              <body>hi all</body>
              <extraParams xmlns='jabber:client'><dialog_id>5f0000000000000000000fff</dialog_id></extraParams>
            </message>
            """);

        Assert.Equal(new DialogRef(Group), happened.Dialog);
        Assert.Equal(DialogKind.Group, happened.DialogKind);
        Assert.Equal(new UserRef("101"), happened.Sender);
        Assert.Equal(DialogTarget.Room, _inbound.Dialogs.Find(Group));
    }

    [Fact]
    public void The_same_message_seen_again_has_the_same_event_id()
    {
        var xml = Direct("<body>x</body>");

        Assert.Equal(_inbound.Received(xml).Origin.EventId, _inbound.Received(xml).Origin.EventId);
    }

    [Fact]
    public void A_direct_message_that_names_no_dialog_is_in_the_dialog_with_its_sender()
    {
        Assert.Equal("101", _inbound.Received(Direct("<body>x</body>")).Dialog.Id);

        _inbound.Received(Direct($"<body>x</body><extraParams><dialog_id>{Private}</dialog_id></extraParams>"));

        Assert.Equal(Private, _inbound.Received(Direct("<body>x</body>")).Dialog.Id);
    }

    [Theory]
    [InlineData("not-an-id")]
    [InlineData("101")]
    [InlineData("")]
    public void A_dialog_id_that_is_none_is_not_believed(string dialogId) =>
        Assert.Equal("101", _inbound.Received(Direct($"<body>x</body><extraParams><dialog_id>{dialogId}</dialog_id></extraParams>")).Dialog.Id);

    [Fact]
    public void A_direct_message_cannot_pretend_to_be_in_a_group()
    {
        _inbound.Dialogs.Learn(Group, DialogTarget.Room);

        var happened = _inbound.Received(Direct($"<body>x</body><extraParams><dialog_id>{Group}</dialog_id></extraParams>"));

        Assert.Equal("101", happened.Dialog.Id);
        Assert.Equal(DialogTarget.Room, _inbound.Dialogs.Find(Group));
    }

    [Theory]
    [InlineData("abc", "<extraParams><message_id>5f0000000000000000000002</message_id></extraParams>", "5f0000000000000000000002")]
    [InlineData("abc", "", "abc")]
    [InlineData(Id, "<extraParams><message_id>5f0000000000000000000002</message_id></extraParams>", Id)]
    public void A_message_is_named_by_its_stanza_or_by_its_parameters(string stanzaId, string extraParams, string expected) =>
        Assert.Equal(expected, _inbound.Received(Direct($"<body>x</body>{extraParams}", stanzaId)).MessageId);

    [Fact]
    public void An_endless_id_is_cut_down_always_in_the_same_way()
    {
        var id = new string('x', 5000);

        var first = _inbound.Received(Direct("<body>x</body>", id)).MessageId;

        Assert.Equal(24, first.Length);
        Assert.Equal(first, _inbound.Received(Direct("<body>x</body>", id)).MessageId);
        Assert.NotEqual(first, _inbound.Received(Direct("<body>x</body>", id + "x")).MessageId);
    }

    [Theory]
    [InlineData("<extraParams><date_sent>1800000000</date_sent></extraParams>", "2027-01-15T08:00:00Z")]
    [InlineData("<extraParams><date_sent>1800000000123</date_sent></extraParams>", "2027-01-15T08:00:00.123Z")]
    [InlineData("<delay xmlns='urn:xmpp:delay' stamp='2028-02-03T04:05:06Z'/>", "2028-02-03T04:05:06Z")]
    [InlineData("<extraParams><date_sent>1800000000</date_sent></extraParams><delay xmlns='urn:xmpp:delay' stamp='2028-02-03T04:05:06+02:00'/>", "2028-02-03T02:05:06Z")]
    [InlineData("", "2030-01-01T00:00:00Z")]
    [InlineData("<extraParams><date_sent>0</date_sent></extraParams>", "2030-01-01T00:00:00Z")]
    [InlineData("<extraParams><date_sent>-5</date_sent></extraParams>", "2030-01-01T00:00:00Z")]
    [InlineData("<extraParams><date_sent>99999999999</date_sent></extraParams>", "2030-01-01T00:00:00Z")]
    [InlineData("<extraParams><date_sent>9223372036854775807</date_sent></extraParams>", "2030-01-01T00:00:00Z")]
    [InlineData("<extraParams><date_sent>yesterday</date_sent></extraParams>", "2030-01-01T00:00:00Z")]
    [InlineData("<delay xmlns='urn:xmpp:delay' stamp='0001-01-01T00:00:00+14:00'/>", "2030-01-01T00:00:00Z")]
    [InlineData("<delay xmlns='urn:xmpp:delay' stamp='soon'/>", "2030-01-01T00:00:00Z")]
    [InlineData("<delay xmlns='urn:xmpp:delay'/>", "2030-01-01T00:00:00Z")]
    public void A_message_happened_when_the_network_says_unless_that_is_absurd(string payloads, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected), _inbound.Received(Direct($"<body>x</body>{payloads}")).Origin.OccurredAt);

    [Fact]
    public void A_message_that_was_kept_says_so() =>
        Assert.True(_inbound.Received(Direct("<body>x</body><delay xmlns='urn:xmpp:delay' stamp='2028-02-03T04:05:06Z'/>")).WasDelayed);

    [Fact]
    public void Nested_parameters_have_a_path_and_reserved_ones_stay_out()
    {
        var happened = _inbound.Received(Direct("""
            <body>x</body>
            <extraParams>
              <save_to_history>1</save_to_history><silent>1</silent><markable>1</markable><moduleIdentifier>x</moduleIdentifier>
              <attachment type='image' id='7'/>
              <empty/>
              <address><city>Turku</city><geo><lat>60.45</lat></geo></address>
              <twice>first</twice><twice>second</twice>
            </extraParams>
            """));

        Assert.Equal(
            new Dictionary<string, string> { ["address/city"] = "Turku", ["address/geo/lat"] = "60.45", ["twice"] = "second" },
            happened.Metadata);
    }

    [Fact]
    public void A_nest_of_long_names_does_not_grow_without_bound()
    {
        var name = new string('n', 300);
        var leaves = string.Concat(Enumerable.Range(0, 5000).Select(i => $"<k{i}>v</k{i}>"));

        var metadata = _inbound.Received(Direct(
            $"<body>x</body><extraParams><{name}><{name}>{leaves}</{name}></{name}><ok>1</ok>{leaves}</extraParams>")).Metadata;

        Assert.Equal("1", metadata["ok"]);
        Assert.Equal(256, metadata.Count);
        Assert.All(metadata.Keys, key => Assert.True(key.Length <= 512));
    }

    [Theory]
    [InlineData("composing", true)]
    [InlineData("paused", false)]
    public void Typing_in_a_direct_dialog_becomes_an_event(string state, bool isTyping)
    {
        var xml = Direct($"<{state} xmlns='http://jabber.org/protocol/chatstates'/>", id: null);

        var first = Assert.IsType<TypingChanged>(_inbound.Map(xml).Event);
        _inbound.Dialogs.TryLearnClaim(Private, "101");
        var second = Assert.IsType<TypingChanged>(_inbound.Map(xml).Event);

        Assert.Equal(isTyping, first.IsTyping);
        Assert.Equal(new UserRef("101"), first.User);
        Assert.Equal(DialogKind.Direct, first.DialogKind);
        Assert.Equal("101", first.Dialog.Id);
        Assert.Equal(Private, second.Dialog.Id);
        Assert.Equal(Now, first.Origin.OccurredAt);
        Assert.NotEqual(first.Origin.EventId, second.Origin.EventId);
    }

    [Fact]
    public void Typing_in_a_group_becomes_an_event()
    {
        var happened = Assert.IsType<TypingChanged>(_inbound.Map($"""
            <message xmlns='jabber:client' type='groupchat' from='1_{Group}@muc.localhost/101'>
              <composing xmlns='http://jabber.org/protocol/chatstates'/>
            </message>
            """).Event);

        Assert.Equal(Group, happened.Dialog.Id);
        Assert.Equal(DialogKind.Group, happened.DialogKind);
    }

    [Fact]
    public void A_text_with_a_chat_state_is_a_message() =>
        Assert.Equal("x", _inbound.Received(Direct("<body>x</body><active xmlns='http://jabber.org/protocol/chatstates'/>")).Text);

    [Theory]
    [InlineData("<message xmlns='jabber:client' type='groupchat' id='a' from='1_5f0000000000000000000a01@muc.localhost/100'><body>x</body></message>")]
    [InlineData("<message xmlns='jabber:client' type='chat' id='a' from='100-1@localhost/other'><body>x</body></message>")]
    [InlineData("<message xmlns='jabber:client' type='groupchat' from='1_5f0000000000000000000a01@muc.localhost/100'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>")]
    [InlineData("""
        <message xmlns='jabber:client' type='chat' from='100-1@localhost' to='100-1@localhost/x'>
          <sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>
            <message xmlns='jabber:client' type='chat' id='a' from='100-1@localhost/other' to='101-1@localhost'><body>x</body></message>
          </forwarded></sent>
        </message>
        """)]
    public void What_we_wrote_ourselves_is_no_event(string xml) => _inbound.AssertIgnored(Ignored.OwnEcho, xml);

    [Fact]
    public void A_carbon_from_somebody_else_is_no_copy_of_ours() =>
        _inbound.AssertIgnored(Ignored.Unhandled, Direct("""
            <sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>
              <message xmlns='jabber:client' type='chat' id='a' from='100-1@localhost/other' to='101-1@localhost'><body>x</body></message>
            </forwarded></sent>
            """));

    [Theory]
    [InlineData("101-2@localhost/x")]
    [InlineData("101-1@elsewhere.example/x")]
    [InlineData("alice-1@localhost/x")]
    [InlineData("101@localhost/x")]
    [InlineData("localhost")]
    [InlineData("1_5f0000000000000000000a01@muc.localhost/101")]
    public void Strangers_are_not_heard_in_direct_dialogs(string from) =>
        _inbound.AssertIgnored(Ignored.Stranger, $"<message xmlns='jabber:client' type='chat' id='a' from='{from}'><body>x</body></message>");

    [Theory]
    [InlineData("1_5f0000000000000000000a01@muc.localhost")]
    [InlineData("1_5f0000000000000000000a01@muc.localhost/alice")]
    [InlineData("2_5f0000000000000000000a01@muc.localhost/101")]
    [InlineData("1_lobby@muc.localhost/101")]
    [InlineData("101-1@localhost/101")]
    public void Strangers_are_not_heard_in_groups(string from) =>
        _inbound.AssertIgnored(Ignored.Stranger, $"<message xmlns='jabber:client' type='groupchat' id='a' from='{from}'><body>x</body></message>");

    [Theory]
    [InlineData("<body/>")]
    [InlineData("")]
    [InlineData("<gone xmlns='http://jabber.org/protocol/chatstates'/>")]
    [InlineData("<whatever xmlns='urn:unknown'/>")]
    public void What_means_nothing_here_is_left_out(string payloads) => _inbound.AssertIgnored(Ignored.Unhandled, Direct(payloads));

    [Theory]
    [InlineData("headline")]
    [InlineData("normal")]
    public void Other_kinds_of_message_are_left_out(string type) =>
        _inbound.AssertIgnored(Ignored.Unhandled, $"<message xmlns='jabber:client' type='{type}' from='101-1@localhost/x'><body>x</body></message>");

    [Theory]
    [InlineData("<message xmlns='jabber:client' type='chat'><body>x</body></message>")]
    [InlineData("<message xmlns='jabber:client' type='chat' from='100-1@localhost'><sent xmlns='urn:xmpp:carbons:2'/></message>")]
    public void What_is_not_right_costs_itself_alone(string xml) => _inbound.AssertIgnored(Ignored.Malformed, xml);
}
