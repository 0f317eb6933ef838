using System.Text.Json.Nodes;

namespace BotPlatform.Sandbox.Tests.Chat;

/// <summary>What a message carries beside its text, on the wire and in the history (sections 4.1, 4.4, 4.5).</summary>
public sealed class ContentTests
{
    private const string Id = "5f1a2b3c4d5e6f7081920a0b";

    [Fact]
    public async Task Everything_in_the_parameters_is_relayed_in_its_order_and_the_free_part_is_stored()
    {
        const string parameters =
            "<save_to_history>1</save_to_history><date_sent>1700000000123</date_sent><markable>1</markable><silent>1</silent>"
            + "<order>A-17</order><place><city>Kyiv</city><at><lat>50.45</lat><lon>30.52</lon></at></place>"
            + """<attachment type="location" latitude="50.45" longitude="30.52"/>"""
            + """<attachment type="image" id="7" uid="u-7" url="http://x/?a=1&amp;b=2" size="12345" """
            + """content-type="image/png" data="%7B%22a%22%3A1%7D"/>""";
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "bob");
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync(
            $"<message to='102-1@localhost' type='chat' id='{Id}'><body>x</body><extraParams>{parameters}</extraParams>"
            + "<markable xmlns='urn:xmpp:chat-markers:0'/></message>");

        var message = await bob.ReadUntilAsync("</message>");
        var dialog = message.Split("<dialog_id>")[1][..24];
        Assert.Contains(
            $"<extraParams>{parameters}<dialog_id>{dialog}</dialog_id></extraParams>"
            + "<markable xmlns=\"urn:xmpp:chat-markers:0\"/>",
            message,
            StringComparison.Ordinal);
        var stored = Assert.Single(await HistoryAsync(rest, dialog))!;
        Assert.Equal(1_700_000_000, (long)stored["date_sent"]!);
        Assert.Equal("A-17", (string)stored["order"]!);
        Assert.Equal("""{"city":"Kyiv","at":{"lat":"50.45","lon":"30.52"}}""", stored["place"]!.ToJsonString());
        Assert.Equal(
            """
            [{"type":"location","latitude":"50.45","longitude":"30.52"},
            {"type":"image","id":"7","uid":"u-7","url":"http://x/?a=1&b=2",
            "size":"12345","content-type":"image/png","data":"%7B%22a%22%3A1%7D"}]
            """.ReplaceLineEndings(""),
            RestClient.Text(stored["attachments"]));
        Assert.All(["markable", "silent", "save_to_history"], name => Assert.False(stored.AsObject().ContainsKey(name)));
    }

    [Theory]
    [InlineData("<extraParams><save_to_history>1</save_to_history></extraParams>", true)]
    [InlineData("<extraParams><save_to_history>0</save_to_history></extraParams>", false)]
    [InlineData("<extraParams/>", false)]
    [InlineData("", false)]
    [InlineData("<extraParams><save_to_history>1</save_to_history></extraParams>"
        + "<destroy xmlns='urn:xmpp:message-destroy-after:0' after='10'/>", false)]
    public async Task Only_what_shall_be_saved_and_does_not_destroy_itself_is_in_the_history(string payload, bool isStored)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "bob");
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync($"<message to='102-1@localhost' type='chat' id='{Id}'><body>x</body>{payload}</message>");

        var message = await bob.ReadUntilAsync("</message>");
        Assert.Equal(
            payload.Contains("destroy", StringComparison.Ordinal),
            message.Contains("<destroy xmlns=\"urn:xmpp:message-destroy-after:0\" after=\"10\"/>", StringComparison.Ordinal));
        Assert.Equal(isStored ? 1 : 0, (await HistoryAsync(rest, message.Split("<dialog_id>")[1][..24])).Count);
    }

    [Fact]
    public async Task An_attachment_alone_is_a_message_too()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        var dialog = await rest.CreateGroupAsync(102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync(
            $"<message to='1_{dialog}@muc.localhost' type='groupchat' id='{Id}'><extraParams><save_to_history>1</save_to_history>"
            + "<attachment type='location' latitude='1' longitude='2'/></extraParams></message>");
        await alice.ReadUntilQuietAsync();

        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        Assert.Contains("<attachment ", await bob.ReadUntilAsync("</message>"), StringComparison.Ordinal);
        var stored = Assert.Single(await HistoryAsync(rest, dialog))!;
        Assert.Null(stored["message"]);
        Assert.Equal("location", (string)stored["attachments"]![0]!["type"]!);
    }

    private static async Task<JsonArray> HistoryAsync(RestClient rest, string dialogId) =>
        (await rest.GetAsync($"/chat/Message?mark_as_read=0&chat_dialog_id={dialogId}")).Body!["items"]!.AsArray();
}
