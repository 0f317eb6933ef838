using System.Text.Json.Nodes;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Rows M39, M40 and M48: what a message carries, between the vendor's clients and into the history.</summary>
public sealed class ContentTests : IAsyncLifetime
{
    private readonly SandboxFixture _fixture = new();   // one for each test: what one leaves behind is not another's

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData(VendorTransport.WebSocket)]
    [InlineData(VendorTransport.Tcp)]
    public async Task M39_the_flags_of_a_message_arrive_and_its_time_is_that_of_the_history(VendorTransport transport)
    {
        await using var alice = await ConnectAsync(VendorUser.Alice, transport);
        await using var bob = await ConnectAsync(VendorUser.Bob);

        var id = await alice.SayAsync(
            102, "x", new JsonObject { ["date_sent"] = 1_700_000_000, ["markable"] = 1, ["silent"] = 1 });
        var (_, message) = await bob.NextMessageAsync();

        var extension = message["extension"]!;
        Assert.Equal("1", (string)extension["save_to_history"]!);
        Assert.Equal("1700000000", (string)extension["date_sent"]!);
        Assert.Equal("1", (string)extension["markable"]!);
        Assert.Equal("1", (string)extension["silent"]!);
        var stored = Assert.Single(await bob.HistoryAsync((string)message["dialog_id"]!))!;
        Assert.Equal(id, (string)stored["_id"]!);
        Assert.Equal(1_700_000_000, (long)stored["date_sent"]!);
    }

    [Fact]
    public async Task M39_a_message_that_shall_not_be_saved_is_delivered_with_a_time_and_not_saved()
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        await using var bob = await ConnectAsync(VendorUser.Bob);

        await alice.CallAsync("chat.send", 102, new JsonObject { ["type"] = "chat", ["body"] = "between us" });
        var (_, message) = await bob.NextMessageAsync();

        Assert.Matches("^[0-9]{10}$", (string)message["extension"]!["date_sent"]!);
        Assert.Empty(await bob.HistoryAsync((string)message["dialog_id"]!));
    }

    [Fact]
    public async Task M40_nested_metadata_is_in_the_history_as_deep_as_it_was_sent()
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        await using var bob = await ConnectAsync(VendorUser.Bob);
        var place = new JsonObject
        {
            ["city"] = "Київ & <b>",
            ["at"] = new JsonObject { ["lat"] = 50.45, ["grid"] = new JsonObject { ["zone"] = "36U" } },
        };

        await alice.SayAsync(102, "x", new JsonObject { ["place"] = place, ["order"] = "A-17" });
        var (_, message) = await bob.NextMessageAsync();

        Assert.Equal("Київ & <b>", (string)message["extension"]!["place"]!["city"]!);
        var stored = Assert.Single(await bob.HistoryAsync((string)message["dialog_id"]!))!;
        Assert.Equal("A-17", (string)stored["order"]!);
        Assert.Equal("Київ & <b>", (string)stored["place"]!["city"]!);
        Assert.Equal("50.45", (string)stored["place"]!["at"]!["lat"]!);
        Assert.Equal("36U", (string)stored["place"]!["at"]!["grid"]!["zone"]!);
    }

    [Theory]
    [InlineData(VendorTransport.WebSocket)]
    [InlineData(VendorTransport.Tcp)]
    public async Task M48_a_location_and_other_attachments_arrive_and_are_in_the_history(VendorTransport transport)
    {
        await using var alice = await ConnectAsync(VendorUser.Alice, transport);
        await using var bob = await ConnectAsync(VendorUser.Bob);
        var dialog = await alice.CreateGroupAsync(102);

        await alice.SayAsync(dialog, "here", new JsonObject
        {
            ["attachments"] = new JsonArray(
                new JsonObject { ["type"] = "location", ["latitude"] = "50.4501", ["longitude"] = "30.5234" },
                new JsonObject
                {
                    ["type"] = "image",
                    ["id"] = "7",
                    ["uid"] = "uid-7",
                    ["url"] = "https://x.example/?a=1&b=2",
                    ["size"] = 12345,
                    ["width"] = 640,
                    ["height"] = 480,
                    ["duration"] = 3,
                    ["content-type"] = "image/png",
                    ["name"] = "a \"b\".png",
                }),
        });
        var (_, message) = await bob.NextMessageAsync();

        var received = message["extension"]!["attachments"]!;
        Assert.Equal("location", (string)received[0]!["type"]!);
        Assert.Equal("50.4501", (string)received[0]!["latitude"]!);
        Assert.Equal("30.5234", (string)received[0]!["longitude"]!);
        Assert.Equal("https://x.example/?a=1&b=2", (string)received[1]!["url"]!);
        Assert.Equal(12345, (int)received[1]!["size"]!);
        var stored = Assert.Single(await bob.HistoryAsync(dialog))!["attachments"]!;
        Assert.Equal("50.4501", (string)stored[0]!["latitude"]!);
        Assert.Equal("uid-7", (string)stored[1]!["uid"]!);
        Assert.Equal("640", (string)stored[1]!["width"]!);
        Assert.Equal("image/png", (string)stored[1]!["content-type"]!);
        Assert.Equal("a \"b\".png", (string)stored[1]!["name"]!);
    }

    private Task<VendorClient> ConnectAsync(VendorUser user, VendorTransport transport = VendorTransport.WebSocket) =>
        VendorClient.ConnectAsync(_fixture.Server, transport, user);
}
