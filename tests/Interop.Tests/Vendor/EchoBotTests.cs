using System.Text.Json.Nodes;
using BotPlatform.TestKit;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>
/// The complete path: the vendor's client, the sandbox, the host, the bot and back. Rows M36, M37 and M40 with a bot at the other end.
/// </summary>
public sealed class EchoBotTests : IAsyncLifetime
{
    private RunningHost? _host;

    public static TheoryData<VendorTransport> Transports { get; } = new(Enum.GetValues<VendorTransport>());

    private ServerUnderTest Server => new(_host!.SandboxApi!, _host.SandboxWebSocket!, _host.SandboxTcp!);

    public async Task InitializeAsync() => _host = await RunningHost.StartAsync();

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M36_the_bot_answers_a_private_message(VendorTransport transport)
    {
        await using var alice = await VendorClient.ConnectAsync(Server, transport, VendorUser.Alice);

        await alice.CallAsync("chat.send", VendorUser.Bot.Id, Message("chat", "!echo Grüße & <b>mehr</b> 🚀"));
        var (sender, reply) = await alice.NextMessageAsync();

        Assert.Equal(100, sender);
        Assert.Equal("chat", (string)reply["type"]!);
        Assert.Equal("Grüße & <b>mehr</b> 🚀", (string)reply["body"]!);
        Assert.Matches("^[0-9a-f]{24}$", (string)reply["id"]!);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M37_the_bot_answers_in_a_group_and_everybody_reads_it(VendorTransport transport)
    {
        await using var alice = await VendorClient.ConnectAsync(Server, transport, VendorUser.Alice);
        await using var bob = await VendorClient.ConnectAsync(Server, VendorTransport.WebSocket, VendorUser.Bob);
        var dialog = await GroupAsync(alice);

        await alice.CallAsync("chat.send", dialog, Message("groupchat", "!echo hello, group"));

        foreach (var reader in new[] { alice, bob })
        {
            Assert.Equal((101, "!echo hello, group"), await NextTextAsync(reader));
            var (sender, answer) = await reader.NextMessageAsync();
            Assert.Equal((100, "hello, group"), (sender, (string)answer["body"]!));
            Assert.Equal("groupchat", (string)answer["type"]!);
            Assert.Equal(dialog, (string)answer["dialog_id"]!);
        }
    }

    [Fact]
    public async Task In_a_group_the_bot_is_silent_about_what_it_does_not_understand()
    {
        await using var alice = await VendorClient.ConnectAsync(Server, VendorTransport.WebSocket, VendorUser.Alice);
        var dialog = await GroupAsync(alice);

        await alice.CallAsync("chat.send", dialog, Message("groupchat", "what is this?"));
        await alice.CallAsync("chat.send", dialog, Message("groupchat", "!help"));

        // The bot that would give the hint answers the call for help, and it keeps the order of a dialog.
        Assert.Equal((101, "what is this?"), await NextTextAsync(alice));
        Assert.Equal((101, "!help"), await NextTextAsync(alice));
        var (sender, text) = await NextTextAsync(alice);
        Assert.Equal(100, sender);
        Assert.Contains("!echo", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task M40_a_reply_reaches_the_history_of_its_dialog()
    {
        await using var alice = await VendorClient.ConnectAsync(Server, VendorTransport.WebSocket, VendorUser.Alice);

        await alice.CallAsync("chat.send", VendorUser.Bot.Id, Message("chat", "!echo remember"));
        var (_, reply) = await alice.NextMessageAsync();
        var history = await alice.CallAsync(
            "chat.message.list", new JsonObject { ["chat_dialog_id"] = (string)reply["dialog_id"]! });

        var stored = Assert.Single(history!["items"]!.AsArray(), m => (string)m!["_id"]! == (string)reply["id"]!);
        Assert.Equal("remember", (string)stored!["message"]!);
    }

    [Fact]
    public async Task M44_typing_disturbs_the_bot_in_nothing()
    {
        await using var alice = await VendorClient.ConnectAsync(Server, VendorTransport.WebSocket, VendorUser.Alice);

        await alice.CallAsync("chat.sendIsTypingStatus", VendorUser.Bot.Id);
        await alice.CallAsync("chat.sendIsStopTypingStatus", VendorUser.Bot.Id);
        await alice.CallAsync("chat.send", VendorUser.Bot.Id, Message("chat", "!echo first"));

        Assert.Equal("first", (string)(await alice.NextMessageAsync()).Message["body"]!);
    }

    private static JsonObject Message(string type, string body) => new()
    {
        ["type"] = type,
        ["body"] = body,
        ["extension"] = new JsonObject { ["save_to_history"] = 1 },
    };

    private static async Task<(int Sender, string Text)> NextTextAsync(VendorClient client)
    {
        var (sender, message) = await client.NextMessageAsync();
        return (sender, (string)message["body"]!);
    }

    private static async Task<string> GroupAsync(VendorClient owner)
    {
        var dialog = await owner.CallAsync("chat.dialog.create", new JsonObject
        {
            ["type"] = 2,
            ["name"] = "With the bot",
            ["occupants_ids"] = new JsonArray(100, 102),
        });
        return (string)dialog!["_id"]!;
    }
}
