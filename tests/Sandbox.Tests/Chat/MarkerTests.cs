using System.Text.Json.Nodes;

namespace BotPlatform.Sandbox.Tests.Chat;

/// <summary>Delivered and read (section 4.6).</summary>
public sealed class MarkerTests
{
    private const string Id = "5f1a2b3c4d5e6f7081920a0b";

    [Theory]
    [InlineData("received", "[101,102]", "[101]", 0)]
    [InlineData("displayed", "[101,102]", "[101,102]", 1)]
    public async Task A_marker_for_a_group_message_goes_to_its_author_and_into_the_history(
        string marker, string delivered, string read, int isRead)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        var dialog = await rest.CreateGroupAsync(102, 103);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var carol = await RawClient.SignInAsync(sandbox, 103);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await WriteAsync(alice, dialog);
        await carol.ReadUntilAsync("</message>");

        await bob.SendAsync(Marker(marker, "101-1@localhost", Id));
        await bob.SendAsync(Marker(marker, "101-1@localhost", Id));   // twice is once

        var relayed = await alice.ReadUntilAsync("</message>");
        Assert.Contains($"from=\"{bob.Jid}\"", relayed, StringComparison.Ordinal);
        Assert.Contains($"<{marker} xmlns=\"urn:xmpp:chat-markers:0\" id=\"{Id}\"/>", relayed, StringComparison.Ordinal);
        Assert.Contains($"<dialog_id>{dialog}</dialog_id>", relayed, StringComparison.Ordinal);
        await alice.ReadUntilAsync("</message>");
        Assert.DoesNotContain("<message", await carol.ReadUntilQuietAsync(), StringComparison.Ordinal);
        var message = await StoredAsync(rest, dialog);
        Assert.Equal(delivered, message["delivered_ids"]!.ToJsonString());
        Assert.Equal(read, message["read_ids"]!.ToJsonString());
        Assert.Equal(isRead, (int)message["read"]!);
    }

    [Theory]
    [InlineData("received")]
    [InlineData("displayed")]
    public async Task Somebody_who_is_no_member_marks_nothing(string marker)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        var dialog = await rest.CreateGroupAsync(102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var dave = await RawClient.SignInAsync(sandbox, 104);
        await WriteAsync(alice, dialog);

        await dave.SendAsync(Marker(marker, "101-1@localhost", Id));

        var error = await dave.ReadUntilAsync("</message>");
        Assert.Contains("<error code=\"403\" type=\"auth\"><forbidden ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("<message", await alice.ReadUntilQuietAsync(), StringComparison.Ordinal);
        Assert.Equal("[101]", (await StoredAsync(rest, dialog))["delivered_ids"]!.ToJsonString());
    }

    [Fact]
    public async Task A_marker_for_a_message_that_was_not_saved_is_relayed_as_it_is()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);

        await bob.SendAsync(Marker("received", "101-1@localhost", Id));

        Assert.EndsWith(
            $"<received xmlns=\"urn:xmpp:chat-markers:0\" id=\"{Id}\"/></message>",
            await alice.ReadUntilAsync("</message>"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_marker_in_a_room_must_be_about_a_message_of_that_room()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        var dialog = await rest.CreateGroupAsync(102);
        var other = await rest.CreateGroupAsync(102, 103);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await WriteAsync(alice, dialog);
        await bob.ReadUntilAsync("</message>");

        await bob.SendAsync(Marker("displayed", $"1_{other}@muc.localhost", Id, "groupchat"));

        Assert.Contains("<item-not-found ", await bob.ReadUntilAsync("</message>"), StringComparison.Ordinal);
        Assert.Equal("[101]", (await StoredAsync(rest, dialog))["read_ids"]!.ToJsonString());
    }

    [Fact]
    public async Task A_marker_waits_for_an_author_who_is_away()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);

        await bob.SendAsync(Marker("displayed", "101-1@localhost", Id));
        await bob.ReadUntilQuietAsync();

        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        var marker = await alice.ReadUntilAsync("</message>");
        Assert.Contains("<displayed ", marker, StringComparison.Ordinal);
        Assert.Contains("<delay ", marker, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typing_never_comes_back_to_the_sender_and_is_never_saved()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        const string typing =
            "<composing xmlns='http://jabber.org/protocol/chatstates'/>"
            + "<extraParams><save_to_history>1</save_to_history></extraParams>";

        await alice.SendAsync($"<message to='101-1@localhost' type='chat'>{typing}</message>");
        await alice.SendAsync($"<message to='102-1@localhost' type='chat'>{typing}</message>");

        Assert.DoesNotContain("<message", await alice.ReadUntilQuietAsync(), StringComparison.Ordinal);
        Assert.Equal(1, (int)(await rest.GetAsync("/chat/Dialog?count=1")).Body!["items"]!["count"]!);   // the broadcast
    }

    private static async Task WriteAsync(RawClient author, string dialogId)
    {
        await author.SendAsync(
            $"<message to='1_{dialogId}@muc.localhost' type='groupchat' id='{Id}'><body>x</body>"
            + "<extraParams><save_to_history>1</save_to_history></extraParams></message>");
        await author.ReadUntilAsync("</message>");
    }

    private static string Marker(string name, string to, string id, string type = "chat") =>
        $"<message to='{to}' type='{type}' id='r1'><{name} xmlns='urn:xmpp:chat-markers:0' id='{id}'/></message>";

    private static async Task<JsonNode> StoredAsync(RestClient rest, string dialogId) => Assert.Single(
        (await rest.GetAsync($"/chat/Message?mark_as_read=0&chat_dialog_id={dialogId}")).Body!["items"]!.AsArray())!;
}
