using System.Globalization;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Chat;

public sealed class PrivateMessageTests
{
    private const string Id = "5f1a2b3c4d5e6f7081920a0b";

    [Fact]
    public async Task A_message_arrives_from_its_true_sender_with_the_dialog_and_the_time()
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync(
            $"<message to='102-1@localhost' type='chat' id='{Id}' from='103-1@localhost/forged'><body>a &lt; b</body>"
            + "<extraParams><mood>fine</mood><nested><x>1</x></nested></extraParams><keep xmlns='urn:example' a='1'/></message>");

        var message = await bob.ReadUntilAsync("</message>");
        var dialogId = message.Split("<dialog_id>")[1].Split("</dialog_id>")[0];
        Assert.Equal(
            $"""<message from="{alice.Jid}" to="102-1@localhost" id="{Id}" type="chat"><body>a &lt; b</body>"""
            + $"<extraParams><mood>fine</mood><nested><x>1</x></nested><date_sent>{clock.GetUtcNow().ToUnixTimeSeconds()}</date_sent>"
            + $"""<dialog_id>{dialogId}</dialog_id></extraParams><keep xmlns="urn:example" a="1"/></message>""",
            message);
        Assert.Matches("^[0-9a-f]{24}$", dialogId);
        Assert.DoesNotContain("<message", await alice.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clients_time_is_kept_and_its_dialog_is_not()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync(
            $"<message to='102-1@localhost' type='chat' id='{Id}'><body>x</body><extraParams><dialog_id>forged</dialog_id>"
            + "<date_sent>1700000000123</date_sent></extraParams></message>");

        var message = await bob.ReadUntilAsync("</message>");
        Assert.Contains("<date_sent>1700000000123</date_sent>", message, StringComparison.Ordinal);
        Assert.DoesNotContain("forged", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_host_of_the_stream_stands_for_the_chat_host()
    {
        await using var sandbox = await TestSandbox.StartAsync(o => o.ChatHost = "chat.example");
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync($"<message to='102-1@localhost' type='chat' id='{Id}'><body>x</body></message>");

        Assert.Equal("101-1@chat.example", alice.Jid.Split('/')[0]);
        Assert.Contains("to=\"102-1@chat.example\"", await bob.ReadUntilAsync("</message>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_cannot_be_a_message_id_gets_one_in_the_parameters()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync("<message to='102-1@localhost' type='chat' id='m1'><body>x</body></message>");

        var message = await bob.ReadUntilAsync("</message>");
        Assert.Contains(" id=\"m1\"", message, StringComparison.Ordinal);
        Assert.Matches("<message_id>[0-9a-f]{24}</message_id>", message);
    }

    [Theory]
    [InlineData("999-1@localhost", 404, "cancel", "item-not-found")]
    [InlineData("102-1@elsewhere.example", 404, "cancel", "remote-server-not-found")]
    [InlineData("localhost", 503, "cancel", "service-unavailable")]
    public async Task A_message_that_cannot_arrive_comes_back_with_a_code(string to, int code, string type, string condition)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync($"<message to='{to}' type='chat' id='{Id}'><body>x</body></message>");

        Assert.Equal(
            $"""<message from="{to}" to="{alice.Jid}" type="error" id="{Id}"><body>x</body><error code="{code}" type="{type}">"""
            + $"""<{condition} xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></message>""",
            await alice.ReadUntilAsync("</message>"));
    }

    [Fact]
    public async Task An_error_is_never_answered()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync("<message to='999-1@localhost' type='error' id='x'><body>x</body></message>");

        Assert.DoesNotContain("<message", await alice.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_carbon_enabled_sessions_of_the_sender_get_a_copy()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var tablet = await RawClient.SignInAsync(sandbox, 101);
        await using var phone = await RawClient.SignInAsync(sandbox, 101);
        await tablet.SendAsync("<iq type='set' id='c'><enable xmlns='urn:xmpp:carbons:2'/></iq>");
        await tablet.ReadUntilQuietAsync();

        await alice.SendAsync($"<message to='102-1@localhost' type='chat' id='{Id}'><body>x</body></message>");

        var message = await bob.ReadUntilAsync("</message>");
        var copy = await tablet.ReadUntilAsync("</sent></message>");
        var inner = message.Replace("<message ", "<message xmlns=\"jabber:client\" ", StringComparison.Ordinal);
        Assert.Equal(
            $"""<message from="101-1@localhost" to="{tablet.Jid}" type="chat"><sent xmlns="urn:xmpp:carbons:2">"""
            + $"""<forwarded xmlns="urn:xmpp:forward:0">{inner}</forwarded></sent></message>""",
            copy);
        Assert.DoesNotContain("<message", await phone.ReadUntilQuietAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("<message", await alice.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_sessions_of_the_receiver_get_the_message_and_none_gets_a_copy_of_it()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var desk = await RawClient.SignInAsync(sandbox, 102);
        await using var phone = await RawClient.SignInAsync(sandbox, 102);
        await using var silent = await RawClient.BindAsync(sandbox, 102);
        await phone.SendAsync("<iq type='set' id='c'><enable xmlns='urn:xmpp:carbons:2'/></iq>");
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync($"<message to='102-1@localhost' type='chat' id='{Id}'><body>x</body></message>");

        await desk.ReadUntilAsync($"id=\"{Id}\"");
        await phone.ReadUntilAsync($"id=\"{Id}\"");
        Assert.DoesNotContain("urn:xmpp:carbons:2", await phone.ReadUntilQuietAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("<message", await silent.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typing_is_relayed_as_it_is_and_kept_nowhere()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "bob");
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        const string typing = "<composing xmlns=\"http://jabber.org/protocol/chatstates\"/>";

        await alice.SendAsync($"<message to='102-1@localhost' type='chat'>{typing}</message>");
        await alice.SendAsync($"<message to='103-1@localhost' type='chat'>{typing}</message>");

        Assert.Equal(
            $"""<message from="{alice.Jid}" to="102-1@localhost" type="chat">{typing}</message>""",
            await bob.ReadUntilAsync("</message>"));
        await alice.ReadUntilQuietAsync();
        await using var carol = await RawClient.SignInAsync(sandbox, 103);
        Assert.DoesNotContain("composing", await carol.ReadUntilQuietAsync(), StringComparison.Ordinal);
        Assert.Equal(1, (int)(await rest.GetAsync("/chat/Dialog?count=1")).Body!["items"]!["count"]!);   // the broadcast
    }

    [Fact]
    public async Task A_read_marker_is_relayed_and_noted_in_the_history()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await alice.SendAsync(
            $"<message to='102-1@localhost' type='chat' id='{Id}'><body>x</body>"
            + "<extraParams><save_to_history>1</save_to_history></extraParams></message>");
        var dialogId = (await bob.ReadUntilAsync("</message>")).Split("<dialog_id>")[1][..24];

        await bob.SendAsync(
            $"<message to='101-1@localhost' type='chat' id='r1'><displayed xmlns='urn:xmpp:chat-markers:0' id='{Id}'/>"
            + $"<extraParams><dialog_id>{dialogId}</dialog_id></extraParams></message>");

        Assert.Contains(
            $"<displayed xmlns=\"urn:xmpp:chat-markers:0\" id=\"{Id}\"/><extraParams><dialog_id>{dialogId}</dialog_id></extraParams>",
            await alice.ReadUntilAsync("</message>"),
            StringComparison.Ordinal);
        var message = Assert.Single((await rest.GetAsync($"/chat/Message?chat_dialog_id={dialogId}")).Body!["items"]!.AsArray())!;
        Assert.Equal("[101,102]", message["read_ids"]!.ToJsonString());
        Assert.Equal("1", message["read"]!.ToJsonString(), StringComparer.Create(CultureInfo.InvariantCulture, ignoreCase: false));
    }
}
