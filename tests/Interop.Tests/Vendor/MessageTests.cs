using System.Text.Json.Nodes;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Rows M36, M37, M40 and M44: the vendor's clients write to each other, and to our library, through the sandbox.</summary>
public sealed class MessageTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private const string Text = "Grüße & <b>\"so'\"</b> 🚀";

    public static TheoryData<VendorTransport, VendorTransport> Transports { get; } = new()
    {
        { VendorTransport.WebSocket, VendorTransport.Tcp },
        { VendorTransport.Tcp, VendorTransport.WebSocket },
    };

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M36_a_private_message_arrives_with_its_id_and_its_dialog(VendorTransport from, VendorTransport to)
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, from, VendorUser.Alice, acknowledgements: true);
        await using var bob = await VendorClient.ConnectAsync(fixture.Server, to, VendorUser.Bob);
        var dialog = await alice.CallAsync(
            "chat.dialog.create", new JsonObject { ["type"] = 3, ["occupants_ids"] = new JsonArray(102) });

        var id = await alice.CallAsync("chat.send", 102, Message("chat", Text));
        var (sender, message) = await bob.NextMessageAsync();

        Assert.Equal(101, sender);
        Assert.Equal(Text, (string)message["body"]!);
        Assert.Equal((string)id!, (string)message["id"]!);
        Assert.Equal((string)dialog!["_id"]!, (string)message["dialog_id"]!);

        // The sender hears that the server has it, and then that it was delivered.
        var sent = await alice.NextAsync("sent");
        Assert.Null(sent[0]);
        Assert.Equal((string)id!, (string)sent[1]!["id"]!);
        Assert.Equal((string)id!, (string)(await alice.NextAsync("delivered"))[0]!);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M37_a_group_message_reaches_every_occupant_though_nobody_joined(VendorTransport from, VendorTransport to)
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, from, VendorUser.Alice);
        await using var bob = await VendorClient.ConnectAsync(fixture.Server, to, VendorUser.Bob);
        await using var carol = await VendorClient.ConnectAsync(fixture.Server, from, VendorUser.Carol);
        var dialog = await GroupAsync(alice);

        var id = await alice.CallAsync("chat.send", dialog, Message("groupchat", Text));

        foreach (var occupant in new[] { alice, bob, carol })
        {
            var (sender, message) = await occupant.NextMessageAsync();
            Assert.Equal(101, sender);
            Assert.Equal(Text, (string)message["body"]!);
            Assert.Equal("groupchat", (string)message["type"]!);
            Assert.Equal((string)id!, (string)message["id"]!);
            Assert.Equal(dialog, (string)message["dialog_id"]!);
        }
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M40_metadata_survives_delivery_and_history(VendorTransport from, VendorTransport to)
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, from, VendorUser.Alice);
        await using var bob = await VendorClient.ConnectAsync(fixture.Server, to, VendorUser.Bob);
        var sent = Message("chat", "with metadata");
        sent["extension"] = new JsonObject
        {
            ["save_to_history"] = 1,
            ["order"] = "A-17",
            ["price"] = 12.5,
            ["note"] = Text,
            ["place"] = new JsonObject { ["city"] = "Kyiv", ["zip"] = "01001" },
        };

        var id = (string)(await alice.CallAsync("chat.send", 102, sent))!;
        var (_, message) = await bob.NextMessageAsync();
        var history = await bob.CallAsync(
            "chat.message.list", new JsonObject { ["chat_dialog_id"] = (string)message["dialog_id"]!, ["_id"] = id });

        var extension = message["extension"]!;
        Assert.Equal("A-17", (string)extension["order"]!);
        Assert.Equal("12.5", (string)extension["price"]!);
        Assert.Equal(Text, (string)extension["note"]!);
        Assert.Equal("Kyiv", (string)extension["place"]!["city"]!);
        Assert.Equal("01001", (string)extension["place"]!["zip"]!);
        var stored = history!["items"]!.AsArray().Single(m => (string)m!["_id"]! == id)!;
        Assert.Equal("A-17", (string)stored["order"]!);
        Assert.Equal(Text, (string)stored["note"]!);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M44_typing_is_told_to_the_other_and_to_the_group(VendorTransport from, VendorTransport to)
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, from, VendorUser.Alice);
        await using var bob = await VendorClient.ConnectAsync(fixture.Server, to, VendorUser.Bob);
        var dialog = await GroupAsync(alice);

        await alice.CallAsync("chat.sendIsTypingStatus", 102);
        await alice.CallAsync("chat.sendIsStopTypingStatus", 102);
        await alice.CallAsync("chat.sendIsTypingStatus", dialog);

        var started = await bob.NextAsync("typing");
        var stopped = await bob.NextAsync("typing");
        var inGroup = await bob.NextAsync("typing");
        Assert.True((bool)started[0]!);
        Assert.Equal(101, (int)started[1]!);
        Assert.False((bool)stopped[0]!);
        Assert.True((bool)inGroup[0]!);
        Assert.Equal(101, (int)inGroup[1]!);
        Assert.Equal(dialog, (string)inGroup[2]!);
    }

    [Theory]
    [InlineData(VendorTransport.WebSocket)]
    [InlineData(VendorTransport.Tcp)]
    public async Task Our_library_and_the_vendors_client_understand_each_other(VendorTransport transport)
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, transport, VendorUser.Alice);
        await using var bob = await XmppClient.ConnectAsync(
            new XmppClientOptions
            {
                Server = fixture.Server.WebSocket,
                Host = "localhost",
                Credentials = XmppCredentials.Of("102-1", VendorUser.Bob.Password),
            },
            cancellationToken: TestTimeout.Token);
        await bob.SendAsync(new Presence(), TestTimeout.Token);

        await alice.CallAsync("chat.send", 102, Message("chat", Text));
        var heard = await NextMessageAsync(bob);
        await bob.SendAsync(
            new Message { To = heard.From!.Bare, Id = "64b7f3c2a1d4e5f601234567", Type = MessageType.Chat }.WithBody("yes"),
            TestTimeout.Token);
        var (sender, answer) = await alice.NextMessageAsync();

        Assert.Equal(Text, heard.Body);
        Assert.Equal(102, sender);
        Assert.Equal("yes", (string)answer["body"]!);
        Assert.Equal("64b7f3c2a1d4e5f601234567", (string)answer["id"]!);
    }

    private static JsonObject Message(string type, string body) => new() { ["type"] = type, ["body"] = body };

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

    private static async Task<Message> NextMessageAsync(XmppClient client)
    {
        await foreach (var received in client.Received.ReadAllAsync(TestTimeout.Token))
        {
            received.Acknowledge();
            if (received.Stanza is Message { Body: not null } message)
            {
                return message;
            }
        }

        throw new InvalidOperationException("The connection ended.");
    }
}
