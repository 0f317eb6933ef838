using System.Text.Json.Nodes;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.Interop.Tests.Vendor;

namespace BotPlatform.Interop.Tests.Host;

/// <summary>Rows M09, M13, M14, M16 and M17: a bot in the complete host lists dialogs that the vendor's client made.</summary>
public sealed class BotDialogListTests
{
    private const string News = "5f0000000000000000000b01";

    [Fact]
    public async Task M09_M13_M16_the_bot_lists_and_counts_dialogs_of_all_four_types()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.MakeAsync(2, "Group", occupants: [100]);
        var pair = await alice.MakeAsync(3, occupants: [100]);
        var open = await scene.DialogsAsync((dialogs, token) => dialogs.CreatePublicAsync(new() { Name = "Public" }, token));

        var all = await scene.ListAsync(new());
        var count = await scene.DialogsAsync((dialogs, token) => dialogs.CountAsync(new(), token));

        Assert.Equal(
            [(News, DialogType.Broadcast), (group, DialogType.Group), (pair, DialogType.Direct), (open.Dialog.Id, DialogType.Public)],
            all.Where(info => info.Name != "Dave").Select(info => (info.Dialog.Id, info.Type)));
        Assert.Equal(all.Count, count);
    }

    [Fact]
    public async Task M13_the_bot_writes_the_news_that_the_vendors_client_reads_and_cannot_make_others()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);

        await scene.BotAsync((bot, token) => bot.SayAsync(new DialogRef(News), "hear, hear", token));
        var (_, message) = await alice.NextMessageAsync();
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => scene.BotAsync((bot, token) => bot.AskAsync(
            new CreateDialog { Account = bot.Origin.Account, Type = DialogType.Broadcast, Details = new() { Name = "Mine" } }, token)));

        Assert.Equal(("hear, hear", News), ((string)message["body"]!, (string)message["dialog_id"]!));
        Assert.Equal("forbidden", refusal.Reason);
    }

    [Fact]
    public async Task M16_the_bot_lists_more_dialogs_than_a_page_holds_and_the_last_written_in_first()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.SignInAsync(VendorUser.Alice);
        var groups = new List<string>();
        for (var i = 0; i < 120; i++)
        {
            groups.Add(await alice.MakeAsync(2, $"Group {i}", occupants: [100]));
        }

        await alice.WriteAsync(groups[7], "here");
        var filter = new DialogFilter { Types = [DialogType.Group] };

        var all = await scene.ListAsync(filter);
        var latest = await scene.DialogsAsync(async (dialogs, token) =>
            await dialogs.ListAsync(filter, DialogOrder.LatestMessageFirst, token).FirstAsync(token));

        Assert.Equal(groups, all.Select(info => info.Dialog.Id));
        Assert.Equal((groups[7], "here", "101", 1), (latest.Dialog.Id, latest.LastMessage!.Text, latest.LastMessage.Sender!.Id, latest.UnreadCount));
    }

    [Fact]
    public async Task M14_M17_the_bot_filters_what_the_vendors_client_made()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var made = await alice.CallAsync("chat.dialog.create", JsonNode.Parse(
            """{"type":2,"name":"Lunch 🍲","occupants_ids":[100],"extensions":{"location":"Sun bar"}}"""));
        var lunch = (string)made!["_id"]!;
        await alice.MakeAsync(2, "Other", occupants: [100]);
        var updated = (await scene.DialogsAsync((dialogs, token) => dialogs.GetAsync(new(lunch), token)))!.UpdatedAt!.Value;

        async Task<IEnumerable<string>> FindAsync(DialogFilter filter) =>
            (await scene.ListAsync(filter)).Select(info => info.Dialog.Id);

        Assert.Equal([lunch], await FindAsync(new() { CustomFields = new Dictionary<string, string> { ["location"] = "Sun bar" } }));
        Assert.Equal([lunch], await FindAsync(new() { NameContains = "unch 🍲" }));
        Assert.Equal([News], await FindAsync(new() { Types = [DialogType.Broadcast, DialogType.Public] }));
        Assert.Contains(lunch, await FindAsync(new() { ChangedSince = updated }));
        Assert.Empty(await FindAsync(new() { ChangedSince = updated.AddHours(1) }));
    }
}
