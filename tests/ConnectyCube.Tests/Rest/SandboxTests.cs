using System.Net;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Rest;

/// <summary>The client and the sandbox, which were written apart from each other.</summary>
public sealed class SandboxTests : IAsyncLifetime
{
    private SandboxedNetwork _network = null!;
    private RestSession _bot = null!;
    private RestSession _alice = null!;

    public async Task InitializeAsync()
    {
        _network = await SandboxedNetwork.StartAsync(overTcp: false, ("Rest:MaxCallsPerSecond", "0"));
        _bot = _network.Rest.For(SandboxedNetwork.Account("bot"));
        _alice = _network.Rest.For(SandboxedNetwork.Account("alice"));
    }

    public async Task DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _alice.DisposeAsync();
        await _network.DisposeAsync();
    }

    [Fact]
    public async Task A_group_is_made_changed_and_left()
    {
        var group = await GroupAsync(101, 102);

        var changed = await _bot.Dialogs.UpdateAsync(
            group, new DialogUpdate { Name = "Other", Description = "d", AddOccupants = [103], RemoveOccupants = [102] }, TestTimeout.Token);
        Assert.Equal(("Other", "d"), (changed.Name, changed.Description));
        Assert.Equal([100, 101, 103], changed.OccupantIds);

        var withAdmins = await _bot.Dialogs.ChangeAdminsAsync(group, [101], [], TestTimeout.Token);
        Assert.Equal([101], withAdmins.AdminIds);

        Assert.True(await _alice.Dialogs.GetNotificationsAsync(group, TestTimeout.Token));
        Assert.False(await _alice.Dialogs.SetNotificationsAsync(group, false, TestTimeout.Token));
        Assert.False(await _alice.Dialogs.GetNotificationsAsync(group, TestTimeout.Token));

        await _alice.Dialogs.DeleteAsync(group, DeletionScope.ForMe, TestTimeout.Token);
        Assert.Null(await _alice.Dialogs.GetAsync(group, TestTimeout.Token));
        Assert.Equal([100, 103], (await _bot.Dialogs.GetAsync(group, TestTimeout.Token))!.OccupantIds);
    }

    [Fact]
    public async Task Dialogs_are_filtered_counted_and_listed_to_the_end()
    {
        var ids = new List<string>();
        for (var i = 0; i < 130; i++)
        {
            ids.Add(await GroupAsync(101));
        }

        var groups = DialogQuery.All.Where(DialogField.Type, Is.In(DialogType.Group));
        var all = await _bot.Dialogs.ListAllAsync(groups, TestTimeout.Token).ToListAsync();
        var page = await _bot.Dialogs.ListAsync(
            groups.Where(DialogField.Id, Is.NotIn<string>([.. ids.Skip(5)])), new Part { Limit = 3 }, TestTimeout.Token);

        Assert.Equal(ids.Order(), all.Select(d => d.Id).Order());
        Assert.Equal(130, await _bot.Dialogs.CountAsync(groups, TestTimeout.Token));
        Assert.Equal((5, 3), (page.TotalEntries, page.Items.Count));
    }

    [Fact]
    public async Task A_public_dialog_is_joined_seen_and_left()
    {
        var dialog = await _bot.Dialogs.CreateAsync(new NewDialog { Type = DialogType.Public, Name = "Square" }, TestTimeout.Token);

        await _alice.Dialogs.SubscribeAsync(dialog.Id, TestTimeout.Token);
        var occupants = await _alice.Dialogs.ListOccupantsAsync(dialog.Id, TestTimeout.Token).ToListAsync();
        await _alice.Dialogs.UnsubscribeAsync(dialog.Id, TestTimeout.Token);

        Assert.Equal([100, 101], occupants.Select(u => u.Id).Order());
        var left = await Assert.ThrowsAsync<ConnectyCubeException>(
            () => _alice.Dialogs.ListOccupantsAsync(dialog.Id, TestTimeout.Token).ToListAsync().AsTask());
        Assert.Equal(HttpStatusCode.Forbidden, left.Status);
    }

    [Fact]
    public async Task Several_dialogs_are_deleted_and_each_is_reported()
    {
        var (mine, other) = (await GroupAsync(101), await GroupAsync(101));

        var report = await _bot.Dialogs.DeleteAsync(
            [mine, other, "5f00000000000000000000ff"], DeletionScope.ForEverybody, TestTimeout.Token);

        Assert.Equal([mine, other], report.Deleted);
        Assert.Equal(["5f00000000000000000000ff"], report.NotFound);
    }

    [Fact]
    public async Task Messages_are_written_changed_counted_and_deleted()
    {
        var group = await GroupAsync(101);
        var blurred = new Dictionary<string, string> { ["blurhash"] = "LKO2?U%2Tw=w]~RBVZRi}" };
        var sent = await _bot.Messages.CreateAsync(
            new NewMessage
            {
                DialogId = group,
                Text = "hello world",
                Parameters = new Dictionary<string, string> { ["mood"] = "good" },
                Attachments = [new MessageAttachment { Type = "image", Uid = "u", Properties = blurred }],
            },
            TestTimeout.Token);
        var second = await _bot.Messages.CreateAsync(new NewMessage { DialogId = group, Text = "two" }, TestTimeout.Token);

        var unread = await _alice.Messages.GetUnreadAsync([group], TestTimeout.Token);
        Assert.Equal((2, 2), (unread.Total, unread.ByDialog[group]));

        var found = await _alice.Messages.SearchAsync(new MessageSearch { Text = "hello" }, TestTimeout.Token);
        Assert.Equal(sent.Id, Assert.Single(found.Messages).Id);

        await _bot.Messages.UpdateAsync(group, [sent.Id], new MessageUpdate { Text = "changed" }, TestTimeout.Token);
        await _alice.Messages.MarkAllReadAsync(group, TestTimeout.Token);
        var read = (await _bot.Messages.ListAsync(MessageQuery.Of(group), null, TestTimeout.Token)).Items[0];
        Assert.Equal(("changed", "good", true), (read.Text, read.Parameters["mood"].GetString(), read.Read));
        Assert.Equal("u", Assert.Single(read.Attachments).Uid);
        Assert.Equal(blurred, read.Attachments[0].Properties);
        Assert.Equal([100, 101], read.ReadIds.Order());

        var report = await _bot.Messages.DeleteAsync([sent.Id, second.Id], DeletionScope.ForEverybody, TestTimeout.Token);
        Assert.Equal([sent.Id, second.Id], report.Deleted);
        Assert.Equal(0, await _alice.Messages.CountAsync(MessageQuery.Of(group), TestTimeout.Token));
    }

    [Fact]
    public async Task Reactions_are_swapped_and_seen()
    {
        var group = await GroupAsync(101);
        var message = await _bot.Messages.CreateAsync(new NewMessage { DialogId = group, Text = "hi" }, TestTimeout.Token);

        await _alice.Messages.ReactAsync(message.Id, "👎", null, TestTimeout.Token);
        await _alice.Messages.ReactAsync(message.Id, "👍", "👎", TestTimeout.Token);

        var reactions = await _bot.Messages.GetReactionsAsync(message.Id, TestTimeout.Token);
        Assert.Equal("👍", Assert.Single(reactions.Keys));
        Assert.Equal([101], reactions["👍"]);
        var seen = Assert.Single((await _alice.Messages.ListNewestAsync(group, 0, 10, TestTimeout.Token)).Items);
        Assert.Equal(["👍"], seen.Reactions!.Own);
    }

    [Theory]
    [InlineData(Direction.Ascending)]
    [InlineData(Direction.Descending)]
    public async Task A_history_is_read_to_its_end_while_others_write(Direction direction)
    {
        var group = await GroupAsync(101);
        var written = new List<string>();
        async Task WriteAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var message = new NewMessage { DialogId = group, Text = $"{i}" };
                written.Add((await _bot.Messages.CreateAsync(message, TestTimeout.Token)).Id);
            }
        }

        await WriteAsync(300);
        var before = written.ToList();
        var read = new List<string>();
        await foreach (var message in _alice.Messages.ListAllAsync(MessageQuery.Of(group), direction, 50, TestTimeout.Token))
        {
            read.Add(message.Id);
            if (read.Count % 50 == 0 && read.Count <= 250)
            {
                await WriteAsync(10);
            }
        }

        Assert.Equal(read.Count, read.Distinct().Count());
        Assert.Empty((direction == Direction.Ascending ? written : before).Except(read));
    }

    [Fact]
    public async Task A_session_that_was_ended_elsewhere_is_renewed_once_by_fifty_callers()
    {
        var old = await _bot.GetAsync(TestTimeout.Token);
        await _network.Rest.Sessions.DestroyAsync(old.Token, TestTimeout.Token);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _bot.Dialogs.ListAsync(DialogQuery.All, null, TestTimeout.Token)));

        var renewed = await _bot.GetAsync(TestTimeout.Token);
        Assert.NotEqual(old.Token, renewed.Token);
        Assert.Equal(100, (await _network.Rest.Sessions.GetAsync(renewed.Token, TestTimeout.Token)).UserId);
    }

    private async Task<string> GroupAsync(params long[] members) => (await _bot.Dialogs.CreateAsync(
        new NewDialog { Type = DialogType.Group, Name = "Team", OccupantIds = members }, TestTimeout.Token)).Id;
}
