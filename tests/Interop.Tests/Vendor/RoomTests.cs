using System.Text.Json.Nodes;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>
/// Row M38: the vendor's clients join and leave rooms. Its <c>join()</c> and <c>leave()</c> do not resolve, whatever the server
/// (it looks for an element called <c>xmlns</c> where it means <c>status</c>), so the other occupants are asked.
/// </summary>
public sealed class RoomTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    public static TheoryData<VendorTransport, VendorTransport> Transports { get; } = new()
    {
        { VendorTransport.WebSocket, VendorTransport.Tcp },
        { VendorTransport.Tcp, VendorTransport.WebSocket },
    };

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M38_who_joins_and_leaves_is_announced_to_who_is_there(VendorTransport one, VendorTransport other)
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, one, VendorUser.Alice);
        await using var bob = await VendorClient.ConnectAsync(fixture.Server, other, VendorUser.Bob);
        var dialog = await GroupAsync(alice);
        var joining = alice.CallAsync("chat.muc.join", dialog);
        await WaitForAsync(alice, dialog, 101);

        var joiningToo = bob.CallAsync("chat.muc.join", dialog);
        var joined = await alice.NextAsync("join");
        var known = await bob.NextAsync("join");
        var leaving = bob.CallAsync("chat.muc.leave", dialog);
        var left = await alice.NextAsync("leave");

        Assert.Equal((dialog, 102), ((string)joined[0]!, (int)joined[1]!));
        Assert.Equal((dialog, 101), ((string)known[0]!, (int)known[1]!));
        Assert.Equal((dialog, 102), ((string)left[0]!, (int)left[1]!));
        Assert.All([joining, joiningToo, leaving], call => Assert.False(call.IsCompleted));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M38_the_online_occupants_are_those_who_have_joined(VendorTransport one, VendorTransport other)
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, one, VendorUser.Alice);
        await using var bob = await VendorClient.ConnectAsync(fixture.Server, other, VendorUser.Bob);
        var dialog = await GroupAsync(alice);

        var joining = bob.CallAsync("chat.muc.join", dialog);
        await WaitForAsync(bob, dialog, 102);

        var online = await OnlineAsync(alice, dialog);
        Assert.Equal([102], online);
        Assert.False(joining.IsCompleted);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M38_who_is_removed_is_gone_for_who_is_there_and_cannot_come_back(VendorTransport one, VendorTransport other)
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, one, VendorUser.Alice);
        await using var bob = await VendorClient.ConnectAsync(fixture.Server, other, VendorUser.Bob);
        var dialog = await GroupAsync(alice);
        var joining = alice.CallAsync("chat.muc.join", dialog);
        await WaitForAsync(alice, dialog, 101);
        var joiningToo = bob.CallAsync("chat.muc.join", dialog);
        await alice.NextAsync("join");

        var removal = new JsonObject { ["pull_all"] = new JsonObject { ["occupants_ids"] = new JsonArray(102) } };
        var changed = await alice.CallAsync("chat.dialog.update", dialog, removal);

        // For the reason above, the client takes a removal for a leaving, and says nothing of its own.
        var gone = await alice.NextAsync("leave");
        var refusal = await Assert.ThrowsAsync<VendorException>(() => bob.CallAsync("chat.muc.join", dialog));
        Assert.Equal("[101,103]", changed!["occupants_ids"]!.ToJsonString());
        Assert.Equal((dialog, 102), ((string)gone[0]!, (int)gone[1]!));
        Assert.Equal("407", (string)refusal.Reason!["code"]!);
        var online = await OnlineAsync(alice, dialog);
        Assert.Equal([101], online);
        Assert.All([joining, joiningToo], call => Assert.False(call.IsCompleted));
    }

    [Theory]
    [InlineData(VendorTransport.WebSocket)]
    [InlineData(VendorTransport.Tcp)]
    public async Task M38_a_stranger_is_refused_and_so_is_who_looks_for_a_room_that_is_not_there(VendorTransport transport)
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, transport, VendorUser.Alice);
        await using var bot = await VendorClient.ConnectAsync(fixture.Server, transport, VendorUser.Bot);
        var dialog = await GroupAsync(alice);

        var stranger = await Assert.ThrowsAsync<VendorException>(() => bot.CallAsync("chat.muc.join", dialog));
        var nowhere = await Assert.ThrowsAsync<VendorException>(() => bot.CallAsync("chat.muc.join", "5f00000000000000000000ff"));

        Assert.Equal("407", (string)stranger.Reason!["code"]!);
        Assert.Equal("404", (string)nowhere.Reason!["code"]!);
    }

    [Fact]
    public async Task M38_who_has_joined_gets_a_message_once_and_who_has_not_gets_it_too()
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Alice);
        await using var bob = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Bob);
        await using var carol = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Carol);
        var dialog = await GroupAsync(alice);
        var joining = bob.CallAsync("chat.muc.join", dialog);
        await WaitForAsync(bob, dialog, 102);

        foreach (var text in new[] { "first", "second" })
        {
            await alice.CallAsync("chat.send", dialog, new JsonObject { ["type"] = "groupchat", ["body"] = text });
        }

        foreach (var reader in new[] { bob, carol })
        {
            Assert.Equal("first", (string)(await reader.NextMessageAsync()).Message["body"]!);
            Assert.Equal("second", (string)(await reader.NextMessageAsync()).Message["body"]!);
        }

        Assert.False(joining.IsCompleted);
    }

    /// <summary>The client's own join has no event, and its requests are answered in their order.</summary>
    private static async Task WaitForAsync(VendorClient client, string dialog, int userId) =>
        Assert.Contains(userId, await OnlineAsync(client, dialog));

    private static async Task<int[]> OnlineAsync(VendorClient client, string dialog) =>
        [.. (await client.CallAsync("chat.muc.listOnlineUsers", dialog))!.AsArray().Select(id => (int)id!)];

    private static async Task<string> GroupAsync(VendorClient owner)
    {
        var dialog = await owner.CallAsync("chat.dialog.create", new JsonObject
        {
            ["type"] = 2,
            ["name"] = "Group",
            ["occupants_ids"] = new JsonArray(102, 103),
        });
        return (string)dialog!["_id"]!;
    }
}
