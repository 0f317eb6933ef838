using System.Text.Json.Nodes;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Capabilities;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.Interop.Tests.Vendor;

namespace BotPlatform.Interop.Tests.Host;

/// <summary>Rows M10 to M15: dialogs that the bot makes and the vendor's client sees, and the other way round.</summary>
public sealed class BotDialogTests
{
    private static readonly DialogDetails Lunch = new()
    {
        Name = "Lunch & <dinner> 🍲",
        Description = "Where we eat",
        Photo = "photo-uid",
        CustomFields = new Dictionary<string, string> { ["location"] = "Sun bar", ["unknown"] = "?" },
        Data = """{"class_name":"c"}""",
    };

    [Fact]
    public async Task M10_the_bot_and_the_vendors_client_make_the_same_private_dialog()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);

        var made = await scene.DialogsAsync((dialogs, token) => dialogs.CreateDirectAsync(new UserRef("101"), token));
        var seen = await alice.DialogAsync(made.Dialog.Id);
        var again = await alice.MakeAsync(3, occupants: [100]);
        var byNumber = await scene.DialogsAsync((dialogs, token) => dialogs.GetAsync(new DialogRef("101"), token));

        Assert.Equal((DialogType.Direct, 3), (made.Type, (int)seen["type"]!));
        Assert.Equal("[100,101]", seen["occupants_ids"]!.ToJsonString());
        Assert.Equal((made.Dialog.Id, made.Dialog), (again, byNumber!.Dialog));
        Assert.Equal("Alice", made.Name);
        Assert.Equal("item-not-found", await scene.ReasonAsync((dialogs, token) => dialogs.CreateDirectAsync(new UserRef("999"), token)));
    }

    [Fact]
    public async Task M10_what_the_bot_writes_in_the_private_dialog_that_it_made_arrives_there()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);

        var made = await scene.BotAsync(async (bot, token) =>
        {
            var info = await bot.Dialogs.CreateDirectAsync(new UserRef("101"), token);
            await bot.SayAsync(info.Dialog, "hello", token);
            return info;
        });

        var (sender, message) = await alice.NextMessageAsync();
        Assert.Equal((100, "hello", made.Dialog.Id), (sender, (string)message["body"]!, (string)message["dialog_id"]!));
    }

    [Fact]
    public async Task M11_M14_the_vendors_client_sees_the_group_that_the_bot_made_and_hears_it_there()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);

        var made = await scene.BotAsync(async (bot, token) =>
        {
            var info = await bot.Dialogs.CreateGroupAsync(Lunch, BotDialogSteps.Users(101, 102), token);
            await bot.SayAsync(info.Dialog, "welcome", token);
            return info;
        });
        var (_, message) = await alice.NextMessageAsync();
        var seen = await alice.DialogAsync(made.Dialog.Id);

        Assert.Equal(("welcome", made.Dialog.Id), ((string)message["body"]!, (string)message["dialog_id"]!));
        Assert.Equal((2, 100), ((int)seen["type"]!, (int)seen["user_id"]!));
        Assert.Equal((Lunch.Name, Lunch.Description, Lunch.Photo), ((string)seen["name"]!, (string)seen["description"]!, (string)seen["photo"]!));
        Assert.Equal("[100,101,102]", seen["occupants_ids"]!.ToJsonString());
        Assert.Equal("""{"location":"Sun bar"}""", seen["extensions"]!.ToJsonString());
        Assert.Equal("""{"class_name":"c"}""", seen["data"]!.ToJsonString());
    }

    [Fact]
    public async Task M11_M14_the_bot_reads_the_group_that_the_vendors_client_made()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var made = await alice.CallAsync("chat.dialog.create", JsonNode.Parse("""
            {"type":2,"name":"Lunch 🍲","description":"Where","photo":"p","occupants_ids":[100,102],"extensions":{"location":"bar"}}
            """));
        var id = new DialogRef((string)made!["_id"]!);

        var info = await scene.DialogsAsync((dialogs, token) => dialogs.GetAsync(id, token));

        Assert.Equal(
            (DialogType.Group, "Lunch 🍲", "Where", "p", "101"), (info!.Type, info.Name, info.Description, info.Photo, info.Owner!.Id));
        Assert.Equal(("[100,101,102]", 3), (info.Members.Ids(), info.MemberCount));
        Assert.Equal("bar", info.CustomFields["location"]);
    }

    [Fact]
    public async Task M12_the_vendors_client_comes_into_the_public_dialog_that_the_bot_made()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);

        var made = await scene.DialogsAsync(
            (dialogs, token) => dialogs.CreatePublicAsync(new DialogDetails { Name = "Market" }, token));
        var seen = await alice.CallAsync("chat.dialog.subscribe", made.Dialog.Id);
        var after = await scene.DialogsAsync((dialogs, token) => dialogs.GetAsync(made.Dialog, token));

        Assert.Equal((4, "Market", 2), ((int)seen!["type"]!, (string)seen["name"]!, (int)seen["occupants_count"]!));
        Assert.Equal((DialogType.Public, 1, 2), (made.Type, made.MemberCount, after!.MemberCount));
        Assert.Equal("bad-request", await scene.ReasonAsync((dialogs, token) => dialogs.CreatePublicAsync(new DialogDetails(), token)));
    }

    [Fact]
    public async Task M15_a_stranger_with_the_vendors_client_previews_what_the_bot_allows()
    {
        await using var scene = await BotScene.StartAsync();
        await using var bob = await scene.SignInAsync(VendorUser.Bob);
        var made = await scene.DialogsAsync((dialogs, token) => dialogs.CreatePublicAsync(
            new DialogDetails { Name = "Market", AllowsPreview = true }, token));
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        await alice.CallAsync("chat.dialog.subscribe", made.Dialog.Id);
        await alice.WriteAsync(made.Dialog.Id, "fish!");
        var asked = new JsonObject { ["chat_dialog_id"] = made.Dialog.Id, ["preview"] = 1 };

        var preview = await bob.CallAsync("chat.message.list", asked.DeepClone());
        var closed = await scene.DialogsAsync((dialogs, token) => dialogs.ChangeAsync(
            made.Dialog, new DialogDetails { AllowsPreview = false }, token));

        Assert.Equal("fish!", (string)Assert.Single(preview!["items"]!.AsArray())!["message"]!);
        Assert.Equal((true, false), (made.AllowsPreview, closed.AllowsPreview));
        Assert.Equal(403, await bob.ErrorAsync("chat.message.list", asked));
    }
}
