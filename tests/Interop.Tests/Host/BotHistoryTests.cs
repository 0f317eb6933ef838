using System.Text.Json.Nodes;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Capabilities;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.Interop.Tests.Vendor;
using Old = BotPlatform.Sandbox.Chaos.PastMessage;

namespace BotPlatform.Interop.Tests.Host;

/// <summary>Rows M15, M33 to M35, M56 and M59: a bot in the complete host reads and cleans up what the vendor's clients wrote.</summary>
public sealed class BotHistoryTests
{
    private const string Nowhere = "5f00000000000000000000ff";

    [Fact]
    public async Task M33_the_bot_reads_what_the_vendors_client_wrote_before_it_knew_of_the_dialog()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(100);
        var written = await alice.CallAsync("chat.message.create", JsonNode.Parse(
            $$"""
            {"chat_dialog_id":"{{group}}","message":"hello","mood":"fine","attachments":[{"type":"photo","uid":"u1"}]}
            """));
        var id = (string)written!["_id"]!;
        await alice.CallAsync("chat.message.addReaction", id, "👍");

        var read = Assert.Single(await ReadAsync(scene, group));
        var found = await scene.BotAsync((bot, token) => bot.History.FindAsync(new DialogRef(group), id, token));
        var nothing = await scene.BotAsync((bot, token) => bot.History.FindAsync(new DialogRef(group), Nowhere, token));

        Assert.Equal((id, group, "101", "hello"), (read.MessageId, read.Dialog.Id, read.Sender.Id, read.Text));
        Assert.Equal((int)written["date_sent"]!, read.SentAt.ToUnixTimeSeconds());
        Assert.Equal(("fine", "u1"), (read.Metadata["mood"], Assert.Single(read.Attachments).Uid));
        Assert.Equal(1, read.Reactions.Totals["👍"]);
        Assert.Equivalent(read, found, strict: true);
        Assert.Null(nothing);
    }

    [Fact]
    public async Task M34_the_bot_reads_it_from_both_ends_filtered_and_counted()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        await using var bob = await scene.ConnectAsync(VendorUser.Bob);
        var group = await alice.CreateGroupAsync(100, 102);
        foreach (var text in (string[])["one", "two", "three"])
        {
            await alice.WriteAsync(group, text);
        }

        await bob.WriteAsync(group, "four");
        var dialog = new DialogRef(group);
        var ofBob = new HistoryFilter { Sender = new UserRef("102") };

        Assert.Equal("one two three four", Texts(await ReadAsync(scene, group)));
        Assert.Equal("four three two one", Texts(await ReadAsync(scene, group, new() { Order = HistoryOrder.NewestFirst, PageSize = 2 })));
        Assert.Equal("four", Texts(await ReadAsync(scene, group, new() { Filter = ofBob })));
        Assert.Equal("one two four", Texts(await ReadAsync(scene, group, new() { Filter = new() { TextContains = "o" } })));
        Assert.Equal("", Texts(await ReadAsync(scene, group, new() { Filter = new() { Until = DateTimeOffset.UnixEpoch } })));
        Assert.Equal(4, (await ReadAsync(scene, group, new() { Filter = new() { Since = DateTimeOffset.UnixEpoch } })).Count);
        Assert.Equal(4, await scene.BotAsync((bot, token) => bot.History.CountAsync(dialog, token)));
        Assert.Equal(1, await scene.BotAsync((bot, token) => bot.History.CountAsync(dialog, ofBob, token)));
    }

    [Theory]
    [InlineData(HistoryOrder.OldestFirst)]
    [InlineData(HistoryOrder.NewestFirst)]
    public async Task M33_M34_the_bot_reads_every_message_once_while_the_vendors_client_writes_and_deletes(HistoryOrder order)
    {
        await using var scene = await BotScene.StartAsync("--ConnectyCube:Rest:MaxCallsPerSecond=0");
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(100);
        var ids = scene.Sandbox.Chaos.FillHistory(
            group, Enumerable.Range(0, 5_000).Select(i => new Old(101, 1_767_225_600 + (i < 2_500 ? i / 7 : i / 250), $"{i}")));
        using var ended = new CancellationTokenSource();
        var changing = ChangeAsync(alice, group, ids, ended.Token);

        var read = await ReadAsync(scene, group, new() { Order = order });
        await ended.CancelAsync();
        var (written, deleted) = await changing;

        Assert.Equal(read.Count, read.Select(m => m.MessageId).Distinct().Count());
        Assert.Empty(ids.Except(deleted).Except(read.Select(m => m.MessageId)));
        Assert.NotEqual((0, 0), (written, deleted.Count));
        var times = read.Select(m => m.SentAt).ToList();
        Assert.Equal(order == HistoryOrder.OldestFirst ? times.Order() : times.OrderDescending(), times);
    }

    [Fact]
    public async Task M35_for_the_vendors_client_the_bot_has_read_only_what_it_wanted_to_have_read()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(100);
        await alice.WriteAsync(group, "one");

        await ReadAsync(scene, group);
        var before = Assert.Single(await alice.HistoryAsync(group))!["read_ids"]!.ToJsonString();
        await ReadAsync(scene, group, new() { MarkAsRead = true });
        var after = Assert.Single(await alice.HistoryAsync(group))!["read_ids"]!.ToJsonString();

        Assert.Equal(("[101]", "[100,101]"), (before, Sorted(after)));
    }

    [Fact]
    public async Task M15_the_bot_previews_a_dialog_of_the_vendors_client_that_allows_it()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var made = await alice.CallAsync("chat.dialog.create", JsonNode.Parse(
            """{"type":4,"name":"Market","permissions":{"allow_preview":true}}"""));
        var (open, closed) = ((string)made!["_id"]!, await alice.MakeAsync(4, "Closed"));
        await alice.WriteAsync(open, "fish!");

        var preview = await scene.BotAsync((bot, token) => bot.History.PreviewAsync(new DialogRef(open), token));

        Assert.Equal("fish!", Texts(preview));
        Assert.Equal("forbidden", await ReasonAsync(scene, (bot, token) => bot.History.PreviewAsync(new DialogRef(closed), token)));
        Assert.Equal("forbidden", await ReasonAsync(scene, (bot, token) => bot.History.CountAsync(new DialogRef(open), token)));
        Assert.Equal("item-not-found", await ReasonAsync(scene, (bot, token) => bot.History.PreviewAsync(new DialogRef(Nowhere), token)));
    }

    [Fact]
    public async Task M56_the_bot_deletes_messages_and_the_vendors_client_hears_of_those_that_go_for_all()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(100);
        var foreign = await alice.WriteAsync(group, "hers");
        await scene.BotAsync((bot, token) => bot.SayAsync(new DialogRef(group), "mine", token));
        var own = (await scene.HeardAsync<MessageSent>()).MessageId;

        var forAll = await scene.BotAsync((bot, token) => bot.History.DeleteForEverybodyAsync([own, foreign, Nowhere], token));
        var deleted = await alice.NextAsync("deleted");
        var forMe = await scene.BotAsync((bot, token) => bot.History.DeleteForMeAsync([foreign], token));

        Assert.Equal([own], forAll.Deleted);
        Assert.Equal([foreign], forAll.NotPermitted);
        Assert.Equal([Nowhere], forAll.NotFound);
        Assert.Equal((own, group, 100), ((string)deleted[0]!, (string)deleted[1]!, (int)deleted[2]!));
        Assert.Equal([foreign], forMe.Deleted);
        Assert.Empty(await ReadAsync(scene, group));
        Assert.Equal("hers", (string)Assert.Single(await alice.HistoryAsync(group))!["message"]!);
    }

    [Fact]
    public async Task M59_the_bot_searches_its_dialogs_and_finds_what_the_vendors_client_wrote()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var (shared, foreign) = (await alice.CreateGroupAsync(100), await alice.CreateGroupAsync(102));
        var id = await alice.WriteAsync(shared, "more Pizza, please");
        await alice.WriteAsync(foreign, "no Pizza");

        var found = await scene.BotAsync((bot, token) => bot.History.SearchAsync("Pizza", token));

        Assert.Equal(id, Assert.Single(found.Messages).MessageId);
        Assert.Equal([new DialogRef(shared)], found.Dialogs);
        Assert.Equal([new UserRef("101")], found.Users);
        Assert.Equal("bad-request", await ReasonAsync(scene, (bot, token) => bot.History.SearchAsync("Piz", token)));
    }

    private static Task<List<PastMessage>> ReadAsync(BotScene scene, string dialog, HistoryOptions? options = null) =>
        scene.BotAsync(async (bot, token) =>
            await bot.History.ReadAsync(new DialogRef(dialog), options ?? new HistoryOptions(), token).ToListAsync(token));

    private static async Task<string> ReasonAsync(BotScene scene, Func<IBotContext, CancellationToken, Task> ask) =>
        (await Assert.ThrowsAsync<RequestFailedException>(() => scene.BotAsync(ask))).Reason;

    /// <summary>Writes, and deletes from the oldest, the newest and in the middle, until it is told to end.</summary>
    private static async Task<(int Written, HashSet<string> Deleted)> ChangeAsync(
        VendorClient client, string group, IReadOnlyList<string> ids, CancellationToken ended)
    {
        var random = new Random(1);
        var deleted = new HashSet<string>();
        var written = 0;
        while (!ended.IsCancellationRequested)
        {
            var some = new JsonArray([.. Enumerable.Range(0, 10).Select(_ => JsonValue.Create(ids[random.Next(ids.Count)]))]);
            await client.CallAsync("chat.message.delete", some, new JsonObject { ["force"] = 1 });
            deleted.UnionWith(some.Select(id => (string)id!));
            if (written < 200)
            {
                await client.WriteAsync(group, "new");
                written++;
            }
        }

        return (written, deleted);
    }

    private static string Texts(IEnumerable<PastMessage> messages) => string.Join(' ', messages.Select(m => m.Text));

    private static string Sorted(string numbers) =>
        $"[{string.Join(',', JsonNode.Parse(numbers)!.AsArray().Select(n => (int)n!).Order())}]";
}
