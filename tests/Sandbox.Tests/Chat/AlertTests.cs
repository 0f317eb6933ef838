using System.Net;
using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Chat;

/// <summary>Chat alerts for those who are away (section 10).</summary>
public sealed class AlertTests
{
    private const string Id = "5f1a2b3c4d5e6f7081920a0b";

    [Fact]
    public async Task Somebody_who_is_away_is_alerted_and_somebody_who_is_there_is_not()
    {
        await using var sandbox = await TestSandbox.StartAsync(time: new ManualClock());
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        var dialog = await rest.CreateGroupAsync(102, 103, 104);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var carol = await RawClient.BindAsync(sandbox, 103);   // bound, but not available

        await alice.SendAsync(
            $"<message to='1_{dialog}@muc.localhost' type='groupchat' id='{Id}'><body>dinner?</body></message>");
        await alice.ReadUntilQuietAsync();

        Assert.Equal(
            [103, 104], (await AlertsAsync(rest, "")).Select(alert => (int)alert!["user_id"]!).Order());
        var alert = Assert.Single(await AlertsAsync(rest, "?user_id=104"))!;
        Assert.Equal((104, dialog, Id), ((int)alert["user_id"]!, (string)alert["dialog_id"]!, (string)alert["message_id"]!));
        Assert.Equal("2030-01-01T00:00:00Z", (string)alert["created_at"]!);
        Assert.Equal("Alice: dinner?", (string)alert["text"]!);
    }

    [Fact]
    public async Task M62_somebody_whose_only_session_is_inactive_is_alerted_until_it_is_active_again()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);

        foreach (var state in new[] { "inactive", "active" })
        {
            await bob.SendAsync($"<{state} xmlns='urn:xmpp:csi:0'/>");
            await bob.ReadUntilQuietAsync();
            await alice.SendAsync("<message to='102-1@localhost' type='chat'><body>hello</body></message>");
            await alice.ReadUntilQuietAsync();
            Assert.Single(await AlertsAsync(rest, "?user_id=102"));
        }
    }

    [Fact]
    public async Task Somebody_whose_only_session_waits_to_be_resumed_is_alerted()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        await using var bob = await RawClient.BindAsync(sandbox, 102);
        await bob.SendAsync("<enable xmlns='urn:xmpp:sm:3' resume='true'/><presence/>");
        await bob.ReadUntilQuietAsync();
        await sandbox.Chaos.CutAsync(102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync("<message to='102-1@localhost' type='chat'><body>hello</body></message>");
        await alice.ReadUntilQuietAsync();

        Assert.Single(await AlertsAsync(rest, "?user_id=102"));
    }

    [Theory]
    [InlineData("<body>x</body>", 1)]
    [InlineData("<extraParams><attachment type='image'/></extraParams>", 1)]
    [InlineData("<body>x</body><extraParams><silent>1</silent></extraParams>", 0)]
    [InlineData("<body>x</body><extraParams><silent>0</silent></extraParams>", 1)]
    [InlineData("<received xmlns='urn:xmpp:chat-markers:0' id='x'/>", 0)]
    [InlineData("<composing xmlns='http://jabber.org/protocol/chatstates'/>", 0)]
    public async Task Content_alerts_unless_it_is_silent(string payload, int expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync($"<message to='102-1@localhost' type='chat' id='{Id}'>{payload}</message>");
        await alice.ReadUntilQuietAsync();

        Assert.Equal(expected, (await AlertsAsync(rest, "?user_id=102")).Count);
        Assert.Empty(await AlertsAsync(rest, "?user_id=101"));
    }

    [Fact]
    public async Task A_silent_message_is_delivered_all_the_same()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync(
            "<message to='102-1@localhost' type='chat'><body>psst</body><extraParams><silent>1</silent></extraParams></message>");
        await alice.ReadUntilQuietAsync();

        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        Assert.Contains("<silent>1</silent>", await bob.ReadUntilAsync("</message>"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData(""","silent":1""", 0)]
    public async Task A_message_that_is_sent_over_REST_alerts_too(string more, int expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");

        await rest.PostAsync("/chat/Message", $$"""{"recipient_id":102,"message":"x","send_to_chat":1{{more}}}""");

        Assert.Equal(expected, (await AlertsAsync(rest, "?user_id=102")).Count);
    }

    [Fact]
    public async Task A_repeated_message_alerts_once_and_a_long_one_is_cut()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        var message = $"<message to='102-1@localhost' type='chat' id='{Id}'><body>{new string('x', 1000)}</body>"
            + "<extraParams><save_to_history>1</save_to_history></extraParams></message>";

        await alice.SendAsync(message + message);
        await alice.ReadUntilQuietAsync();

        var alert = Assert.Single(await AlertsAsync(rest, "?user_id=102"))!;
        Assert.Equal($"Alice: {new string('x', 200)}…", (string)alert["text"]!);
    }

    [Fact]
    public async Task A_user_id_that_is_none_is_refused()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = new RestClient(sandbox);

        var (status, _) = await rest.GetAsync("/sandbox/alerts?user_id=bob");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
    }

    [Fact]
    public void The_oldest_alerts_make_room()
    {
        var alerts = new ChatAlerts();

        for (var i = 0; i <= ChatAlerts.Limit; i++)
        {
            alerts.Add(new ChatAlert(1, "d", $"{i}", default, ""));
        }

        var kept = alerts.Of(userId: null);
        Assert.Equal((ChatAlerts.Limit, "1"), (kept.Length, kept[0].MessageId));
    }

    private static async Task<JsonArray> AlertsAsync(RestClient rest, string query) =>
        (await rest.GetAsync("/sandbox/alerts" + query)).Body!["items"]!.AsArray();
}
