using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Chat.Outbound;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Chat.Outbound;

public sealed class OutboundMapTests
{
    private const string Private = "5f0000000000000000000d01";
    private const string Group = "5f0000000000000000000a01";

    // 1800000000 is 6b49d200 in hex; the rest is the beginning of the SHA-256 of "command-1".
    private const string Id = "6b49d200" + "e12c157c0051f399";

    private static readonly AccountRef Account = new("connectycube", "100");

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
        var id = OutboundMap.StanzaId(Command(Group, "hi"));

        Assert.Equal(id, OutboundMap.StanzaId(Command(Group, "changed")));
        Assert.NotEqual(id, OutboundMap.StanzaId(Command(Group, "hi") with { CommandId = "command-2" }));
        Assert.NotEqual(id, OutboundMap.StanzaId(Command(Group, "hi") with { CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1800000001) }));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", "00000000")]
    [InlineData("9999-12-31T23:59:59Z", "ffffffff")]
    public void A_time_that_the_id_cannot_hold_is_cut(string createdAt, string seconds) =>
        Assert.StartsWith(
            seconds, OutboundMap.StanzaId(Command(Group, "hi") with { CreatedAt = DateTimeOffset.Parse(createdAt) }), StringComparison.Ordinal);

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

    [Fact]
    public void M39_a_markable_silent_message_says_so_in_both_forms()
    {
        var stanza = _map.ToMessage(Command(Group, "hi") with { IsMarkable = true, IsSilent = true }, DialogTarget.Room);

        Assert.EndsWith(
            "<body>hi</body><markable xmlns=\"urn:xmpp:chat-markers:0\"/><extraParams><save_to_history>1</save_to_history>"
            + $"<date_sent>1800000060</date_sent><dialog_id>{Group}</dialog_id><markable>1</markable><silent>1</silent></extraParams></message>",
            stanza.ToElement().ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void M39_a_message_that_disappears_is_never_kept()
    {
        var stanza = _map.ToMessage(Command(Group, "hi") with { DestroyAfter = TimeSpan.FromMinutes(2) }, DialogTarget.Room).ToElement().ToString();

        Assert.Contains("<destroy xmlns=\"urn:xmpp:message-destroy-after:0\" after=\"120\"/>", stanza, StringComparison.Ordinal);
        Assert.DoesNotContain("save_to_history", stanza, StringComparison.Ordinal);
    }

    [Fact]
    public void M39_a_message_may_stay_out_of_the_history() => Assert.DoesNotContain(
        "save_to_history",
        _map.ToMessage(Command(Group, "hi") with { SaveToHistory = false }, DialogTarget.Room).ToElement().ToString(),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("-00:00:05")]
    [InlineData("00:00:00.5")]
    [InlineData("00:00:01.5")]
    [InlineData("99999.00:00:00")]
    public void M39_a_message_disappears_after_whole_seconds(string after) =>
        Refused("invalid-duration", Command(Group, "hi") with { DestroyAfter = TimeSpan.Parse(after) });

    [Fact]
    public void M48_a_place_goes_out_as_an_attachment_and_needs_no_text()
    {
        var stanza = _map.ToMessage(
            Command(Group, "") with { Attachments = [new Attachment { Type = "location", Latitude = 60.45, Longitude = -22.25 }] },
            DialogTarget.Room);

        Assert.EndsWith(
            $"<dialog_id>{Group}</dialog_id><attachment type=\"location\" latitude=\"60.45\" longitude=\"-22.25\"/></extraParams></message>",
            stanza.ToElement().ToString(),
            StringComparison.Ordinal);
        Assert.Null(stanza.Body);
    }

    [Fact]
    public void M45_a_file_goes_out_with_all_that_is_known_of_it_and_comes_back_the_same()
    {
        var file = new Attachment
        {
            Type = "image",
            Uid = "u7",
            Url = "https://x/7?a=1&b=2",
            Name = "a \"b\".png",
            ContentType = "image/png",
            Size = 12,
            Properties = new Dictionary<string, string> { ["width"] = "3", ["id"] = "7" },
        };

        var stanza = _map.ToMessage(Command(Group, "hi") with { Attachments = [file] }, DialogTarget.Room);
        var back = Assert.Single(Attachments.Read(ExtraParams.In(stanza)));

        Assert.Equal(file with { Properties = back.Properties }, back);
        Assert.Equal(file.Properties, back.Properties);
    }

    [Theory]
    [InlineData("type")]
    [InlineData("two words")]
    [InlineData("a:b")]
    [InlineData("xmlns")]
    [InlineData("")]
    public void A_property_that_cannot_be_written_is_refused(string name) => Refused(
        "invalid-attachment",
        Command(Group, "hi") with
        {
            Attachments = [new Attachment { Type = "file", Properties = new Dictionary<string, string> { [name] = "1" } }],
        });

    [Theory]
    [InlineData(91, 0)]
    [InlineData(0, -181)]
    [InlineData(double.NaN, 0)]
    public void A_place_that_is_nowhere_is_refused(double latitude, double longitude) => Refused(
        "invalid-attachment",
        Command(Group, "hi") with { Attachments = [new Attachment { Type = "location", Latitude = latitude, Longitude = longitude }] });

    [Fact]
    public void An_attachment_with_too_many_properties_is_refused() => Refused(
        "invalid-attachment",
        Command(Group, "hi") with
        {
            Attachments = [new Attachment { Type = "file", Properties = Enumerable.Range(0, 60).ToDictionary(i => $"p{i}", i => $"{i}") }],
        });

    [Fact]
    public void Attachments_count_towards_the_size() => Refused(
        "too-large", Command(Group, "hi") with { Attachments = [new Attachment { Type = "file", Url = new string('&', 60_000) }] });

    private void Refused(string reason, SendMessage command) =>
        Assert.Equal(reason, Assert.Throws<ConnectorRefusedException>(() => _map.ToMessage(command, DialogTarget.Room)).Reason);

    private static SendMessage Command(string dialog, string text, params (string Key, string Value)[] metadata) => new()
    {
        CommandId = "command-1",
        CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1800000000),
        Account = Account,
        Dialog = new DialogRef(dialog),
        Text = text,
        Metadata = metadata.ToDictionary(m => m.Key, m => m.Value),
    };
}
