using System.Text.Json.Nodes;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Capabilities;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.Interop.Tests.Vendor;

namespace BotPlatform.Interop.Tests.Host;

/// <summary>Rows M66 and M67: a bot in the complete host reports, and the vendor's client reads the reports. Users too.</summary>
public sealed class BotModerationTests
{
    [Fact]
    public async Task M66_M67_the_vendors_client_reads_what_the_bot_reports()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        await alice.SayAsync(100, "buy now");
        var heard = await scene.HeardAsync<MessageReceived>();

        await scene.BotAsync(async (bot, token) =>
        {
            await bot.Moderation.ReportAsync(heard.Sender, "spam 🙈", token);
            await bot.Moderation.ReportAsync(heard, "rude", token);
        });

        var user = await OnlyAsync(alice, "UserReports");
        var message = await OnlyAsync(alice, "MessageReports");
        Assert.Equal((101, "spam 🙈", 100), ((int)user["reportedUserId"]!, (string)user["reason"]!, (int)user["user_id"]!));
        Assert.Equal((heard.MessageId, "rude"), ((string)message["reportedMessageId"]!, (string)message["reason"]!));
    }

    [Fact]
    public async Task The_bot_finds_users_by_what_the_vendors_client_says_of_itself()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        await alice.CallAsync("users.update", new JsonObject { ["tag_list"] = new JsonArray("vip"), ["custom_data"] = "{\"a\":1}" });

        var (byTag, byName, nobody) = await scene.BotAsync(async (bot, token) =>
        {
            var found = new List<UserProfile>();
            await foreach (var user in bot.Users.ListAsync(UserKey.Tag, ["vip"], token))
            {
                found.Add(user);
            }

            var first = await bot.Users.StartingWithAsync(UserKey.FullName, found[0].FullName![..4], token);
            return (found, first, await bot.Users.FindAsync(new UserRef("424242"), token));
        });

        var profile = Assert.Single(byTag);
        Assert.Equal(("101", "alice", "{\"a\":1}", "vip"), (profile.User.Id, profile.Login, profile.CustomData, Assert.Single(profile.Tags)));
        Assert.Contains(byName, user => user.User.Id == "101");
        Assert.Null(nobody);
    }

    private static async Task<JsonNode> OnlyAsync(VendorClient client, string @class) =>
        Assert.Single((await client.CallAsync("data.list", @class, new JsonObject()))!["items"]!.AsArray())!;
}
