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
    private SandboxedUsers _users = null!;

    private RestSession Bot => _users.Bot;

    private RestSession Alice => _users.Alice;

    public async Task InitializeAsync() => _users = await SandboxedUsers.StartAsync();

    public async Task DisposeAsync() => await _users.DisposeAsync();

    [Fact]
    public async Task A_group_is_made_changed_and_left()
    {
        var group = await GroupAsync(101, 102);

        var changed = await Bot.Dialogs.UpdateAsync(
            group, new DialogUpdate { Name = "Other", Description = "d", AddOccupants = [103], RemoveOccupants = [102] }, TestTimeout.Token);
        Assert.Equal(("Other", "d"), (changed.Name, changed.Description));
        Assert.Equal([100, 101, 103], changed.OccupantIds);

        var withAdmins = await Bot.Dialogs.ChangeAdminsAsync(group, [101], [], TestTimeout.Token);
        Assert.Equal([101], withAdmins.AdminIds);

        Assert.True(await Alice.Dialogs.GetNotificationsAsync(group, TestTimeout.Token));
        Assert.False(await Alice.Dialogs.SetNotificationsAsync(group, false, TestTimeout.Token));
        Assert.False(await Alice.Dialogs.GetNotificationsAsync(group, TestTimeout.Token));

        await Alice.Dialogs.DeleteAsync(group, DeletionScope.ForMe, TestTimeout.Token);
        Assert.Null(await Alice.Dialogs.GetAsync(group, TestTimeout.Token));
        Assert.Equal([100, 103], (await Bot.Dialogs.GetAsync(group, TestTimeout.Token))!.OccupantIds);
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
        var all = await Bot.Dialogs.ListAllAsync(groups, TestTimeout.Token).ToListAsync();
        var page = await Bot.Dialogs.ListAsync(
            groups.Where(DialogField.Id, Is.NotIn<string>([.. ids.Skip(5)])), new Part { Limit = 3 }, TestTimeout.Token);

        Assert.Equal(ids.Order(), all.Select(d => d.Id).Order());
        Assert.Equal(130, await Bot.Dialogs.CountAsync(groups, TestTimeout.Token));
        Assert.Equal((5, 3), (page.TotalEntries, page.Items.Count));
    }

    [Fact]
    public async Task A_public_dialog_is_joined_seen_and_left()
    {
        var dialog = await Bot.Dialogs.CreateAsync(new NewDialog { Type = DialogType.Public, Name = "Square" }, TestTimeout.Token);

        await Alice.Dialogs.SubscribeAsync(dialog.Id, TestTimeout.Token);
        var occupants = await Alice.Dialogs.ListOccupantsAsync(dialog.Id, TestTimeout.Token).ToListAsync();
        await Alice.Dialogs.UnsubscribeAsync(dialog.Id, TestTimeout.Token);

        Assert.Equal([100, 101], occupants.Select(u => u.Id).Order());
        var left = await Assert.ThrowsAsync<ConnectyCubeException>(
            () => Alice.Dialogs.ListOccupantsAsync(dialog.Id, TestTimeout.Token).ToListAsync().AsTask());
        Assert.Equal(HttpStatusCode.Forbidden, left.Status);
    }

    [Fact]
    public async Task Several_dialogs_are_deleted_and_each_is_reported()
    {
        var (mine, other) = (await GroupAsync(101), await GroupAsync(101));

        var report = await Bot.Dialogs.DeleteAsync(
            [mine, other, "5f00000000000000000000ff"], DeletionScope.ForEverybody, TestTimeout.Token);

        Assert.Equal([mine, other], report.Deleted);
        Assert.Equal(["5f00000000000000000000ff"], report.NotFound);
    }

    [Fact]
    public async Task Messages_are_written_changed_counted_and_deleted()
    {
        var group = await GroupAsync(101);
        var blurred = new Dictionary<string, string> { ["blurhash"] = "LKO2?U%2Tw=w]~RBVZRi}" };
        var sent = await Bot.Messages.CreateAsync(
            new NewMessage
            {
                DialogId = group,
                Text = "hello world",
                Parameters = new Dictionary<string, string> { ["mood"] = "good" },
                Attachments = [new MessageAttachment { Type = "image", Uid = "u", Properties = blurred }],
            },
            TestTimeout.Token);
        var second = await Bot.Messages.CreateAsync(new NewMessage { DialogId = group, Text = "two" }, TestTimeout.Token);

        var unread = await Alice.Messages.GetUnreadAsync([group], TestTimeout.Token);
        Assert.Equal((2, 2), (unread.Total, unread.ByDialog[group]));

        var found = await Alice.Messages.SearchAsync(new MessageSearch { Text = "hello" }, TestTimeout.Token);
        Assert.Equal(sent.Id, Assert.Single(found.Messages).Id);

        await Bot.Messages.UpdateAsync(group, [sent.Id], new MessageUpdate { Text = "changed" }, TestTimeout.Token);
        await Alice.Messages.MarkAllReadAsync(group, TestTimeout.Token);
        var read = (await Bot.Messages.ListAsync(MessageQuery.Of(group), null, TestTimeout.Token)).Items[0];
        Assert.Equal(("changed", "good", true), (read.Text, read.Parameters["mood"].GetString(), read.Read));
        Assert.Equal("u", Assert.Single(read.Attachments).Uid);
        Assert.Equal(blurred, read.Attachments[0].Properties);
        Assert.Equal([100, 101], read.ReadIds.Order());

        var report = await Bot.Messages.DeleteAsync([sent.Id, second.Id], DeletionScope.ForEverybody, TestTimeout.Token);
        Assert.Equal([sent.Id, second.Id], report.Deleted);
        Assert.Equal(0, await Alice.Messages.CountAsync(MessageQuery.Of(group), TestTimeout.Token));
    }

    [Fact]
    public async Task Reactions_are_swapped_and_seen()
    {
        var group = await GroupAsync(101);
        var message = await Bot.Messages.CreateAsync(new NewMessage { DialogId = group, Text = "hi" }, TestTimeout.Token);

        await Alice.Messages.ReactAsync(message.Id, "👎", null, TestTimeout.Token);
        await Alice.Messages.ReactAsync(message.Id, "👍", "👎", TestTimeout.Token);

        var reactions = await Bot.Messages.GetReactionsAsync(message.Id, TestTimeout.Token);
        Assert.Equal("👍", Assert.Single(reactions.Keys));
        Assert.Equal([101], reactions["👍"]);
        var seen = Assert.Single((await Alice.Messages.ListNewestAsync(group, 0, 10, TestTimeout.Token)).Items);
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
                written.Add((await Bot.Messages.CreateAsync(message, TestTimeout.Token)).Id);
            }
        }

        await WriteAsync(300);
        var before = written.ToList();
        var read = new List<string>();
        await foreach (var message in Alice.Messages.ListAllAsync(MessageQuery.Of(group), direction, 50, TestTimeout.Token))
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
        var old = await Bot.GetAsync(TestTimeout.Token);
        await _users.Network.Rest.Sessions.DestroyAsync(old.Token, TestTimeout.Token);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Bot.Dialogs.ListAsync(DialogQuery.All, null, TestTimeout.Token)));

        var renewed = await Bot.GetAsync(TestTimeout.Token);
        Assert.NotEqual(old.Token, renewed.Token);
        Assert.Equal(100, (await _users.Network.Rest.Sessions.GetAsync(renewed.Token, TestTimeout.Token)).UserId);
    }

    private async Task<string> GroupAsync(params long[] members) => (await Bot.Dialogs.CreateAsync(
        new NewDialog { Type = DialogType.Group, Name = "Team", OccupantIds = members }, TestTimeout.Token)).Id;
}
