using System.Text.Json.Nodes;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Interop.Tests.Servers;
using BotPlatform.Interop.Tests.Vendor;
using BotPlatform.TestKit;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Interop.Tests.Host;

/// <summary>Rows M39, M40, M48 and M61: what messages carry, between a bot in the host and the vendor's clients.</summary>
public sealed class BotContentTests
{
    [Fact]
    public async Task M39_the_flags_of_the_bots_message_arrive_and_the_history_keeps_what_it_is_told_to()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(100);

        foreach (var (text, options) in new (string, MessageOptions)[]
        {
            ("kept", new() { IsMarkable = true, IsSilent = true }),
            ("between us", new() { SaveToHistory = false }),
            ("burn", new() { DestroyAfter = TimeSpan.FromSeconds(30) }),
        })
        {
            await scene.BotAsync((bot, token) => bot.SayAsync(new DialogRef(group), text, options, token));
        }

        var kept = (await alice.NextMessageAsync()).Message;
        Assert.Equal("kept", (string)kept["body"]!);
        Assert.Equal("1", (string)kept["extension"]!["save_to_history"]!);
        Assert.Equal("1", (string)kept["extension"]!["markable"]!);
        Assert.Equal("1", (string)kept["extension"]!["silent"]!);
        Assert.Equal("between us", (string)(await alice.NextMessageAsync()).Message["body"]!);
        Assert.Equal("burn", (string)(await alice.NextMessageAsync()).Message["body"]!);
        var stored = Assert.Single(await alice.HistoryAsync(group))!;
        Assert.Equal("kept", (string)stored["message"]!);
        Assert.Equal((string)kept["extension"]!["date_sent"]!, $"{(long)stored["date_sent"]!}");
    }

    [Fact]
    public async Task M39_a_message_that_disappears_says_so_both_ways()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectWithLibraryAsync(VendorUser.Alice); // the vendor's client knows nothing of it
        var options = new MessageOptions { DestroyAfter = TimeSpan.FromSeconds(30) };
        var destroy = new XmlName("urn:xmpp:message-destroy-after:0", "destroy");

        await scene.BotAsync((bot, token) => bot.SayAsync(new DialogRef("101"), "burn", options, token));
        var message = await alice.NextMessageAsync();
        await alice.SendAsync(
            Inbox.Text(message.From!.Bare, "burn too").With(new Element(destroy, null, new XmlAttribute("after", "60"))),
            TestTimeout.Token);
        var heard = await scene.HeardAsync<MessageReceived>();

        Assert.Equal("30", Assert.Single(message.Payloads, element => element.Name == destroy).Attribute("after"));
        Assert.Equal(TimeSpan.FromSeconds(60), heard.DestroyAfter);
    }

    [Fact]
    public async Task M39_M40_the_bot_reads_flags_time_and_nested_metadata_of_the_vendors_message()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);

        await alice.SayAsync(100, "x", new JsonObject
        {
            ["date_sent"] = 1_700_000_000,
            ["markable"] = 1,
            ["order"] = "A-17",
            ["place"] = new JsonObject
            {
                ["city"] = "Київ & <b>",
                ["at"] = new JsonObject { ["grid"] = new JsonObject { ["zone"] = "36U" } },
            },
        });
        var heard = await scene.HeardAsync<MessageReceived>();

        Assert.True(heard.IsMarkable);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), heard.Origin.OccurredAt);
        Assert.Equal(
            [("order", "A-17"), ("place/at/grid/zone", "36U"), ("place/city", "Київ & <b>")],
            heard.Metadata.Select(entry => (entry.Key, entry.Value)).Order());
    }

    [Fact]
    public async Task M40_nested_metadata_of_the_bot_reaches_the_vendors_client_and_the_history()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(100);
        var metadata = new Dictionary<string, string> { ["order"] = "A-17", ["place/city"] = "Kyiv", ["place/at/zone"] = "36U" };

        await scene.BotAsync((bot, token) => bot.SayAsync(new DialogRef(group), "x", new() { Metadata = metadata }, token));
        var (_, message) = await alice.NextMessageAsync();

        var stored = Assert.Single(await alice.HistoryAsync(group))!;
        foreach (var place in new[] { message["extension"]!, stored })
        {
            Assert.Equal("A-17", (string)place["order"]!);
            Assert.Equal("Kyiv", (string)place["place"]!["city"]!);
            Assert.Equal("36U", (string)place["place"]!["at"]!["zone"]!);
        }
    }

    [Fact]
    public async Task M48_places_and_files_go_both_ways()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(100);

        await alice.SayAsync(group, "here", new JsonObject
        {
            ["attachments"] = new JsonArray(
                new JsonObject { ["type"] = "location", ["latitude"] = "50.4501", ["longitude"] = "30.5234" },
                new JsonObject { ["type"] = "image", ["uid"] = "uid-7", ["size"] = 12345, ["width"] = 640 }),
        });
        var heard = await scene.HeardAsync<MessageReceived>();
        await scene.BotAsync((bot, token) => bot.SayAsync(heard.Dialog, "", new() { Attachments = heard.Attachments }, token));
        await alice.NextMessageAsync(); // Alice's own
        var (sender, message) = await alice.NextMessageAsync();

        Assert.Equal([(50.4501, 30.5234), (null, null)], heard.Attachments.Select(a => (a.Latitude, a.Longitude)));
        var image = heard.Attachments[1];
        Assert.Equal(("uid-7", 12345, "640"), (image.Uid, image.Size, image.Properties["width"]));
        Assert.Equal(100, sender);
        var back = message["extension"]!["attachments"]!;
        Assert.Equal("location", (string)back[0]!["type"]!);
        Assert.Equal(("50.4501", "30.5234"), ((string)back[0]!["latitude"]!, (string)back[0]!["longitude"]!));
        Assert.Equal(("image", "uid-7", 12345), ((string)back[1]!["type"]!, (string)back[1]!["uid"]!, (int)back[1]!["size"]!));
    }

    [Fact]
    public async Task M61_a_silent_message_of_the_bot_alerts_nobody_and_waits_for_who_is_away()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(100, 103);

        await scene.BotAsync((bot, token) => bot.SayAsync(new DialogRef(group), "quiet", new() { IsSilent = true }, token));
        await scene.BotAsync((bot, token) => bot.SayAsync(new DialogRef(group), "loud", token));
        await alice.NextMessageAsync();
        var (_, loud) = await alice.NextMessageAsync();

        Assert.Equal((string)loud["id"]!, (string)Assert.Single(await scene.AlertsAsync(103))!["message_id"]!);
        await using var carol = await scene.ConnectAsync(VendorUser.Carol);
        Assert.Equal("quiet", (string)(await carol.NextMessageAsync()).Message["body"]!);
    }
}
