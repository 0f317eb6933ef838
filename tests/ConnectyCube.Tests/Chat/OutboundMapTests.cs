using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Chat;

public sealed class OutboundMapTests
{
    private const string Private = "5f0000000000000000000d01";
    private const string Group = "5f0000000000000000000a01";

    // 1800000000 is 6b49d200 in hex; the rest is the beginning of the SHA-256 of "command-1".
    private const string Id = "6b49d200" + "e12c157c0051f399";

    private readonly DialogDirectory _dialogs = new();
    private readonly OutboundMap _map;

    public OutboundMapTests() => _map = new OutboundMap(
        new ChatAddresses("1", "localhost"), _dialogs, new ManualClock(DateTimeOffset.FromUnixTimeSeconds(1800000060)));

    [Fact]
    public void A_message_to_a_group_goes_to_its_room()
    {
        var stanza = _map.ToMessage(Command(Group, "hi"), DialogTarget.Room);

        Assert.Equal(
            $"""<message xmlns="jabber:client" to="1_{Group}@muc.localhost" id="{Id}" type="groupchat"><body>hi</body>"""
            + $"<extraParams><save_to_history>1</save_to_history><date_sent>1800000060</date_sent><dialog_id>{Group}</dialog_id></extraParams></message>",
            stanza.ToElement().ToString());
    }

    [Fact]
    public void A_message_to_a_user_names_the_dialog_only_when_it_is_known()
    {
        var before = _map.ToMessage(Command("101", "hi"), new DialogTarget("101")).ToElement().ToString();
        _dialogs.TryLearnClaim(Private, "101");
        var after = _map.ToMessage(Command("101", "hi"), new DialogTarget("101")).ToElement().ToString();

        Assert.Equal(
            $"""<message xmlns="jabber:client" to="101-1@localhost" id="{Id}" type="chat"><body>hi</body>"""
            + "<extraParams><save_to_history>1</save_to_history><date_sent>1800000060</date_sent></extraParams></message>",
            before);
        Assert.Contains($"<dialog_id>{Private}</dialog_id>", after, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_to_a_private_dialog_goes_to_the_opponent()
    {
        var stanza = _map.ToMessage(Command(Private, "hi"), new DialogTarget("101"));

        Assert.Equal("101-1@localhost", stanza.To!.ToString());
        Assert.Contains($"<dialog_id>{Private}</dialog_id>", stanza.ToElement().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_command_has_the_same_message_id_and_another_has_another()
    {
        var id = OutboundMap.MessageId(Command(Group, "hi"));

        Assert.Equal(id, OutboundMap.MessageId(Command(Group, "changed")));
        Assert.NotEqual(id, OutboundMap.MessageId(Command(Group, "hi") with { CommandId = "command-2" }));
        Assert.NotEqual(id, OutboundMap.MessageId(Command(Group, "hi") with { CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1800000001) }));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", "00000000")]
    [InlineData("9999-12-31T23:59:59Z", "ffffffff")]
    public void A_time_that_the_id_cannot_hold_is_cut(string createdAt, string seconds) =>
        Assert.StartsWith(
            seconds, OutboundMap.MessageId(Command(Group, "hi") with { CreatedAt = DateTimeOffset.Parse(createdAt) }), StringComparison.Ordinal);

    [Fact]
    public void Metadata_with_paths_is_nested()
    {
        var stanza = _map.ToMessage(
            Command(Group, "hi", ("mood", "<good>"), ("address/city", "Turku"), ("x", "1"), ("address/geo/lat", "60.45")),
            DialogTarget.Room);

        Assert.Contains(
            "<mood>&lt;good&gt;</mood><address><city>Turku</city><geo><lat>60.45</lat></geo></address><x>1</x></extraParams>",
            stanza.ToElement().ToString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dialog_id")]
    [InlineData("save_to_history")]
    [InlineData("date_sent")]
    [InlineData("message_id")]
    [InlineData("moduleIdentifier")]
    [InlineData("silent")]
    [InlineData("markable")]
    [InlineData("attachment")]
    [InlineData("attachment/url")]
    public void Names_of_the_protocol_are_refused_as_metadata(string key) => Refused("reserved-metadata", Command(Group, "hi", (key, "1")));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("two words")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("a:b")]
    [InlineData("a><b")]
    [InlineData("a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q")]
    public void Keys_that_are_no_names_are_refused(string key) => Refused("invalid-metadata", Command(Group, "hi", (key, "1")));

    [Theory]
    [InlineData("a", "a/b")]
    [InlineData("a/b", "a")]
    public void A_key_cannot_be_a_value_and_a_group(string first, string second) =>
        Refused("invalid-metadata", Command(Group, "hi", (first, "1"), (second, "2")));

    [Fact]
    public void Characters_that_XML_cannot_carry_are_refused()
    {
        // Not theory data: attributes are stored as UTF-8, which cannot carry half a surrogate pair either.
        foreach (var text in (string[])["\0", "bell \a", "\ud83d", "\udd25 lone", "\uffff"])
        {
            Refused("invalid-character", Command(Group, text));
            Refused("invalid-character", Command(Group, "hi", ("key", text)));
        }
    }

    [Theory]
    [InlineData("🔥 hot")]
    [InlineData("tab\tline\nend")]
    public void Everything_else_is_carried(string text) =>
        Assert.Equal(text, _map.ToMessage(Command(Group, text), DialogTarget.Room).Body);

    [Fact]
    public void A_message_without_text_is_refused() => Refused("empty-text", Command(Group, ""));

    [Fact]
    public void A_message_that_the_server_would_hang_up_on_is_refused()
    {
        Refused("too-large", Command(Group, new string('x', 270_000)));
        Refused("too-large", Command(Group, new string('&', 60_000)));
        Assert.Equal(100_000, _map.ToMessage(Command(Group, new string('x', 100_000)), DialogTarget.Room).Body!.Length);
    }

    [Theory]
    [InlineData(true, "composing")]
    [InlineData(false, "paused")]
    public void Typing_has_neither_id_nor_text(bool isTyping, string state)
    {
        var command = new SetTyping { Account = new AccountRef("connectycube", "100"), Dialog = new DialogRef("101"), IsTyping = isTyping };

        Assert.Equal(
            $"""<message xmlns="jabber:client" to="101-1@localhost" type="chat"><{state} xmlns="http://jabber.org/protocol/chatstates"/></message>""",
            _map.ToMessage(command, new DialogTarget("101")).ToElement().ToString());
    }

    private void Refused(string reason, SendMessage command) =>
        Assert.Equal(reason, Assert.Throws<ConnectorRefusedException>(() => _map.ToMessage(command, DialogTarget.Room)).Reason);

    private static SendMessage Command(string dialog, string text, params (string Key, string Value)[] metadata) => new()
    {
        CommandId = "command-1",
        CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1800000000),
        Account = new AccountRef("connectycube", "100"),
        Dialog = new DialogRef(dialog),
        Text = text,
        Metadata = metadata.ToDictionary(m => m.Key, m => m.Value),
    };
}
