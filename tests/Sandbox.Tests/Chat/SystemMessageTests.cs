using System.Net;

namespace BotPlatform.Sandbox.Tests.Chat;

/// <summary>System messages, over chat and over REST (sections 4.11, 6.6).</summary>
public sealed class SystemMessageTests
{
    [Fact]
    public async Task It_arrives_as_it_was_sent_and_is_in_no_history()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var tablet = await RawClient.SignInAsync(sandbox, 101);
        await tablet.SendAsync("<iq type='set' id='c'><enable xmlns='urn:xmpp:carbons:2'/></iq>");
        await tablet.ReadUntilQuietAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        const string parameters =
            "<extraParams><moduleIdentifier>SystemNotifications</moduleIdentifier>"
            + "<save_to_history>1</save_to_history><x>1</x></extraParams>";

        await alice.SendAsync($"<message to='102-1@localhost' type='headline' id='s1'><body>b</body>{parameters}</message>");

        Assert.Equal(
            $"""<message from="{alice.Jid}" to="102-1@localhost" id="s1" type="headline"><body>b</body>{parameters}</message>""",
            await bob.ReadUntilAsync("</message>"));
        Assert.DoesNotContain("<message", await tablet.ReadUntilQuietAsync(), StringComparison.Ordinal);
        Assert.Equal(1, (int)(await rest.GetAsync("/chat/Dialog?count=1")).Body!["items"]!["count"]!);   // the broadcast
        Assert.Empty((await rest.GetAsync("/sandbox/alerts")).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task A_room_sends_it_back_with_what_was_in_it()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        var room = $"1_{await rest.CreateGroupAsync(102)}@muc.localhost";
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        const string parameters = "<extraParams><moduleIdentifier>SystemNotifications</moduleIdentifier><x>1</x></extraParams>";

        await alice.SendAsync($"<message to='{room}' type='headline' id='s1'>{parameters}</message>");

        Assert.Equal(
            $"""<message from="{room}" to="{alice.Jid}" type="error" id="s1">{parameters}<error code="501" type="cancel">"""
            + """<feature-not-implemented xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></message>""",
            await alice.ReadUntilAsync("</message>"));
    }

    [Fact]
    public async Task Over_REST_it_comes_from_the_callers_bare_address_and_waits_for_who_is_away()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");

        var (status, body) = await rest.PostAsync(
            "/chat/Message/system.json",
            """{"recipientId":"102","event":"invited","deep":{"a":1},"moduleIdentifier":"WebRTCVideoChat"}""");

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Matches("^[0-9a-f]{24}$", (string)body!["messageId"]!);
        Assert.Equal(102, (int)body["recipientId"]!);
        Assert.Equal("""{"event":"invited","deep":{"a":1}}""", body["extensionParams"]!.ToJsonString());
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        var message = await bob.ReadUntilAsync("</message>");
        Assert.Contains(
            $"""<message from="101-1@localhost" to="102-1@localhost" id="{body["messageId"]}" type="headline">"""
            + "<extraParams><moduleIdentifier>SystemNotifications</moduleIdentifier>"
            + "<event>invited</event><deep><a>1</a></deep></extraParams>"
            + "<delay ",
            message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(97_000, HttpStatusCode.Created)]
    [InlineData(100_000, HttpStatusCode.UnprocessableEntity)]
    [InlineData(1_000_000, HttpStatusCode.UnprocessableEntity)]
    public async Task Over_REST_it_may_be_as_long_as_a_stanza(int length, HttpStatusCode expected)
    {
        await using var sandbox = await TestSandbox.StartAsync(options => options.MaxStanzaBytes = 100_000);
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        await using var bob = await RawClient.SignInAsync(sandbox, 102);

        var (status, body) = await rest.PostAsync(
            "/chat/Message/system", $$"""{"recipientId":102,"event":"{{new string('x', length)}}"}""");

        Assert.Equal(expected, status);
        var received = await bob.ReadUntilQuietAsync();
        if (expected == HttpStatusCode.Created)
        {
            Assert.Contains("x</event>", received, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal("""{"errors":{"base":["is too long for the chat"]}}""", RestClient.Text(body));
            Assert.DoesNotContain("<message", received, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"event":"x"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"recipientId":999,"event":"x"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"recipientId":"everybody","event":"x"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"recipientId":102,"no name":"x"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"recipientId":102,"event":"\u0001"}""", HttpStatusCode.UnprocessableEntity)]
    public async Task What_cannot_be_sent_is_refused(string json, HttpStatusCode expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        await using var bob = await RawClient.SignInAsync(sandbox, 102);

        var (status, _) = await rest.PostAsync("/chat/Message/system", json);

        Assert.Equal(expected, status);
        Assert.DoesNotContain("<message", await bob.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }
}
