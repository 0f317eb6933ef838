using BotPlatform.Contracts.Chat;

namespace BotPlatform.StandardXmpp.Tests;

/// <summary>What people write, and what is no event.</summary>
public sealed class ReceivingTests
{
    [Fact]
    public async Task A_text_says_where_when_and_by_whom_it_was_written()
    {
        await using var account = await ScriptedAccount.ReadyAsync();

        var heard = await account.HearAsync<MessageReceived>(Xml.Direct("m1", "<body>hi &amp; bye</body>"));

        Assert.Equal("hi & bye", heard.Text);
        Assert.Equal("m1", heard.MessageId);
        Assert.Equal(new DialogRef("alice@localhost"), heard.Dialog);
        Assert.Equal(DialogKind.Direct, heard.DialogKind);
        Assert.Equal(new UserRef("alice@localhost"), heard.Sender);
        Assert.Equal(new AccountRef("xmpp", "bot@localhost"), heard.Origin.Account);
        Assert.StartsWith("xmpp/alice%40localhost/m1/alice%40localhost/", heard.Origin.EventId, StringComparison.Ordinal);
        Assert.Equal(account.Clock.GetUtcNow(), heard.Origin.OccurredAt);
        Assert.False(heard.IsMarkable);
        Assert.False(heard.WasDelayed);
    }

    [Fact]
    public async Task The_same_message_has_the_same_name_and_another_one_with_the_same_id_another()
    {
        await using var account = await ScriptedAccount.ReadyAsync();

        var first = await account.HearAsync<MessageReceived>(Xml.Direct("1", "<body>hello</body>"));
        var again = await account.HearAsync<MessageReceived>(Xml.Direct("1", "<body>hello</body>"));
        var other = await account.HearAsync<MessageReceived>(Xml.Direct("1", "<body>a client that counts from 1</body>"));

        Assert.Equal(first.Origin.EventId, again.Origin.EventId);
        Assert.NotEqual(first.Origin.EventId, other.Origin.EventId);
    }

    [Fact]
    public async Task What_was_kept_is_late_and_has_its_own_time()
    {
        await using var account = await ScriptedAccount.ReadyAsync();

        var heard = await account.HearAsync<MessageReceived>(Xml.Direct(
            "m1", "<body>hi</body><delay xmlns='urn:xmpp:delay' from='localhost' stamp='2029-12-31T10:00:00Z'/>"));

        Assert.True(heard.WasDelayed);
        Assert.Equal(new DateTimeOffset(2029, 12, 31, 10, 0, 0, TimeSpan.Zero), heard.Origin.OccurredAt);
    }

    [Theory]
    [InlineData("2031-01-01T00:00:00Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("yesterday")]
    public async Task A_time_that_cannot_be_is_not_believed(string stamp)
    {
        await using var account = await ScriptedAccount.ReadyAsync();

        var heard = await account.HearAsync<MessageReceived>(Xml.Direct(
            "m1", $"<body>hi</body><delay xmlns='urn:xmpp:delay' stamp='{stamp}'/>"));

        Assert.Equal(account.Clock.GetUtcNow(), heard.Origin.OccurredAt);
    }

    [Theory]
    [InlineData("<body>https://files.test/a%20b.PNG</body>", "")]
    [InlineData("<body>look\nhttps://files.test/a%20b.PNG</body>", "look")]
    [InlineData("<body>something else</body>", "something else")]
    [InlineData("", "")]
    public async Task A_url_beside_the_text_is_an_attachment(string body, string text)
    {
        await using var account = await ScriptedAccount.ReadyAsync();

        var heard = await account.HearAsync<MessageReceived>(Xml.Direct(
            "m1", body + "<x xmlns='jabber:x:oob'><url>https://files.test/a%20b.PNG</url></x>"));

        Assert.Equal(text, heard.Text);
        var attachment = Assert.Single(heard.Attachments);
        Assert.Equal(("image", "https://files.test/a%20b.PNG", "a b.PNG"), (attachment.Type, attachment.Url, attachment.Name));
    }

    [Theory]
    [InlineData("<body>geo:60.45,-22.25;u=10</body>")]
    [InlineData("<body>geo:60.45,-22.25</body><x xmlns='jabber:x:oob'><url>geo:60.45,-22.25</url></x>")]
    public async Task A_geo_url_is_a_place(string content)
    {
        await using var account = await ScriptedAccount.ReadyAsync();

        var heard = await account.HearAsync<MessageReceived>(Xml.Direct("m1", content));

        var place = Assert.Single(heard.Attachments);
        Assert.Equal(("location", 60.45, -22.25), (place.Type, place.Latitude, place.Longitude));
        Assert.Equal("", heard.Text);
    }

    [Fact]
    public async Task A_place_that_is_on_no_globe_is_a_text()
    {
        await using var account = await ScriptedAccount.ReadyAsync();

        var heard = await account.HearAsync<MessageReceived>(Xml.Direct("m1", "<body>geo:91,0</body>"));

        Assert.Equal("geo:91,0", heard.Text);
        Assert.Empty(heard.Attachments);
    }

    [Theory]
    [InlineData("<message from='localhost' type='chat' id='x'><body>from the server</body></message>")]
    [InlineData("<message from='alice@localhost/a' type='headline' id='x'><body>news</body></message>")]
    [InlineData("<message from='team@rooms.localhost/alice' type='groupchat' id='x'><body>not our room</body></message>")]
    [InlineData("<message from='bot@localhost/other' type='chat' id='x'><body>our other device</body></message>")]
    [InlineData("<message type='chat' id='x'><body>from nobody</body></message>")]
    [InlineData("<message from='alice@localhost/a' type='chat' id='x'/>")]
    [InlineData("<message from='alice@localhost/a' type='error' id='x'><body>came back</body></message>")]
    [InlineData("<message from='alice@localhost/a' type='chat'><replace xmlns='urn:xmpp:message-correct:0'/><body>y</body></message>")]
    [InlineData("<presence from='alice@localhost/a'/>")]
    public async Task Anything_else_is_no_event(string stanza)
    {
        await using var account = await ScriptedAccount.ReadyAsync();

        await account.IgnoresAsync(stanza);
    }

    [Fact]
    public async Task A_copy_of_what_came_to_another_device_is_an_event()
    {
        await using var account = await ScriptedAccount.ReadyAsync();

        var heard = await account.HearAsync<MessageReceived>(Copy("bot@localhost", "received", "alice@localhost/a"));

        Assert.Equal("copied", heard.Text);
        Assert.Equal(new UserRef("alice@localhost"), heard.Sender);
    }

    [Theory]
    [InlineData("bot@localhost", "sent", "bot@localhost/other")]
    [InlineData("mallory@localhost/m", "received", "alice@localhost/a")]
    public async Task A_copy_of_what_we_said_or_that_is_forged_is_none(string from, string direction, string sender)
    {
        await using var account = await ScriptedAccount.ReadyAsync();

        await account.IgnoresAsync(Copy(from, direction, sender));
    }

    [Theory]
    [InlineData("composing", true)]
    [InlineData("paused", false)]
    [InlineData("active", false)]
    public async Task Typing(string state, bool isTyping)
    {
        await using var account = await ScriptedAccount.ReadyAsync();

        var typing = await account.HearAsync<TypingChanged>(
            Xml.Direct("t1", $"<{state} xmlns='http://jabber.org/protocol/chatstates'/>"));

        Assert.Equal(isTyping, typing.IsTyping);
        Assert.Equal(new UserRef("alice@localhost"), typing.User);
    }

    [Theory]
    [InlineData("<request xmlns='urn:xmpp:receipts'/>")]
    [InlineData("<markable xmlns='urn:xmpp:chat-markers:0'/>")]
    public async Task Who_asks_is_told_that_it_arrived_after_the_host_has_it(string request)
    {
        await using var account = await ScriptedAccount.ReadyAsync();

        var heard = await account.HearAsync<MessageReceived>(Xml.Direct("m1", $"<body>arrived?</body>{request}"));
        var said = await account.ExpectAsync("^<message");

        Assert.True(heard.IsMarkable);
        Assert.Equal("alice@localhost", Xml.Attribute(said, "to"));
        Assert.Contains("<received xmlns='urn:xmpp:receipts' id='m1'/>", said, StringComparison.Ordinal);
        Assert.Contains("<received xmlns='urn:xmpp:chat-markers:0' id='m1'/>", said, StringComparison.Ordinal);
    }

    private static string Copy(string from, string direction, string sender) =>
        $"<message from='{from}'><{direction} xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
        + $"<message xmlns='jabber:client' from='{sender}' to='bot@localhost/other' type='chat' id='c1'><body>copied</body></message>"
        + $"</forwarded></{direction}></message>";
}
