using System.Text.Json.Nodes;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Rows M42, M43 and M44: delivered, read and typing, between the vendor's clients.</summary>
public sealed class MarkerTests : IAsyncLifetime
{
    private readonly SandboxFixture _fixture = new();   // one for each test: what one leaves behind is not another's

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData(VendorTransport.WebSocket)]
    [InlineData(VendorTransport.Tcp)]
    public async Task M42_delivered_is_said_by_itself_and_by_hand_and_is_in_the_history(VendorTransport transport)
    {
        await using var alice = await ConnectAsync(VendorUser.Alice, transport);
        await using var bob = await ConnectAsync(VendorUser.Bob);

        var id = await alice.SayAsync(102, "x", new JsonObject { ["markable"] = 1 });
        var (_, message) = await bob.NextMessageAsync();
        var dialog = (string)message["dialog_id"]!;
        var byItself = await alice.NextAsync("delivered");
        await bob.CallAsync("chat.sendDeliveredStatus", Status(id, dialog));
        var byHand = await alice.NextAsync("delivered");

        foreach (var delivered in new[] { byItself, byHand })
        {
            Assert.Equal((id, dialog, 102), ((string)delivered[0]!, (string)delivered[1]!, (int)delivered[2]!));
        }

        var stored = Assert.Single(await alice.HistoryAsync(dialog))!;
        Assert.Equal("[101,102]", stored["delivered_ids"]!.ToJsonString());
        Assert.Equal("[101]", stored["read_ids"]!.ToJsonString());
        Assert.Equal("delivered", (string)(await alice.DialogAsync(dialog))["last_message_status"]!);
    }

    [Theory]
    [InlineData(VendorTransport.WebSocket)]
    [InlineData(VendorTransport.Tcp)]
    public async Task M43_read_is_told_to_the_author_and_is_in_the_history(VendorTransport transport)
    {
        await using var alice = await ConnectAsync(VendorUser.Alice, transport);
        await using var bob = await ConnectAsync(VendorUser.Bob);
        var dialog = await alice.CreateGroupAsync(102);

        var id = await alice.SayAsync(dialog, "x");
        await bob.NextMessageAsync();
        await bob.CallAsync("chat.sendReadStatus", Status(id, dialog));
        var read = await alice.NextAsync("read");

        Assert.Equal((id, dialog, 102), ((string)read[0]!, (string)read[1]!, (int)read[2]!));
        var stored = Assert.Single(await alice.HistoryAsync(dialog))!;
        Assert.Equal("[101,102]", stored["read_ids"]!.ToJsonString());
        Assert.Equal(1, (int)stored["read"]!);
        Assert.Equal("read", (string)(await alice.DialogAsync(dialog))["last_message_status"]!);
    }

    [Fact]
    public async Task M43_an_author_who_is_away_hears_of_it_later()
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        await using var bob = await ConnectAsync(VendorUser.Bob);
        var id = await alice.SayAsync(102, "x");
        var (_, message) = await bob.NextMessageAsync();
        await alice.NextAsync("delivered");
        await alice.CallAsync("chat.disconnect");

        await bob.CallAsync("chat.sendReadStatus", Status(id, (string)message["dialog_id"]!));
        await bob.CallAsync("chat.ping");   // by now the server has it
        await alice.CallAsync("chat.connect", new JsonObject { ["userId"] = 101, ["password"] = VendorUser.Alice.Password });

        Assert.Equal(id, (string)(await alice.NextAsync("read"))[0]!);
    }

    [Fact]
    public async Task M43_somebody_who_is_no_member_marks_nothing()
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        await using var bob = await ConnectAsync(VendorUser.Bob);
        await using var carol = await ConnectAsync(VendorUser.Carol);
        var id = await alice.SayAsync(102, "x");
        var dialog = (string)(await bob.NextMessageAsync()).Message["dialog_id"]!;

        await carol.CallAsync("chat.sendReadStatus", Status(id, dialog));
        Assert.Equal(403, await carol.NextErrorAsync());
        await bob.CallAsync("chat.sendReadStatus", Status(id, dialog));

        Assert.Equal(102, (int)(await alice.NextAsync("read"))[2]!);
        Assert.Equal("[101,102]", Assert.Single(await alice.HistoryAsync(dialog))!["read_ids"]!.ToJsonString());
    }

    [Fact]
    public async Task M42_M43_the_readers_other_client_hears_of_both()
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        await using var tablet = await ConnectAsync(VendorUser.Bob);
        await tablet.CallAsync("chat.ping");   // by now it gets copies
        await using var bob = await ConnectAsync(VendorUser.Bob);
        var id = await alice.SayAsync(102, "x");
        var dialog = (string)(await bob.NextMessageAsync()).Message["dialog_id"]!;

        await bob.CallAsync("chat.sendReadStatus", Status(id, dialog));

        foreach (var marker in new[] { await tablet.NextAsync("delivered"), await tablet.NextAsync("read") })
        {
            Assert.Equal((id, dialog, 102), ((string)marker[0]!, (string)marker[1]!, (int)marker[2]!));
        }
    }

    [Fact]
    public async Task M44_typing_is_not_kept_and_does_not_come_back()
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        var dialog = await alice.CreateGroupAsync(102);

        await alice.CallAsync("chat.sendIsTypingStatus", 102);
        await alice.CallAsync("chat.sendIsTypingStatus", dialog);
        await alice.CallAsync("chat.ping");
        await using var bob = await ConnectAsync(VendorUser.Bob);
        await bob.CallAsync("chat.ping");   // by now the server knows that Bob is there
        await alice.CallAsync("chat.sendIsStopTypingStatus", dialog);
        await bob.CallAsync("chat.sendIsTypingStatus", dialog);

        var first = await bob.NextAsync("typing");
        Assert.False((bool)first[0]!);
        Assert.Equal(101, (int)first[1]!);
        Assert.Equal(102, (int)(await alice.NextAsync("typing"))[1]!);
    }

    private static JsonObject Status(string messageId, string dialogId) =>
        new() { ["messageId"] = messageId, ["userId"] = 101, ["dialogId"] = dialogId };

    private Task<VendorClient> ConnectAsync(VendorUser user, VendorTransport transport = VendorTransport.WebSocket) =>
        VendorClient.ConnectAsync(_fixture.Server, transport, user);
}
