using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.ConnectyCube.Tests.Rest;

/// <summary>Lists with an item that is not what every such item is.</summary>
public sealed class UnreadableItemTests
{
    private const string Group = "5f0000000000000000000a01";
    private const string Good = $$"""{"_id":"5f0000000000000000000c01","chat_dialog_id":"{{Group}}","date_sent":7,"sender_id":101}""";
    private const string NoSender = $$"""{"_id":"5f0000000000000000000c02","chat_dialog_id":"{{Group}}","date_sent":8}""";

    [Fact]
    public async Task A_part_of_a_list_is_read_without_it_and_says_so()
    {
        var logs = new Logs();
        await using var service = Start($$"""{"skip":3,"limit":9,"total_entries":4,"items":[{{NoSender}},null,{{Good}},"b\n"]}""", logs);

        var page = await service.Session.Messages.ListNewestAsync(Group, 3, 9, TestTimeout.Token);

        Assert.Equal(["5f0000000000000000000c01"], page.Items.Select(m => m.Id));
        Assert.Equal((3, 9, 4), (page.Skip, page.Limit, page.TotalEntries));
        Assert.Equal(
            [
                new UnreadableItem("5f0000000000000000000c02", "It lacks 'sender_id'."),
                new UnreadableItem(null, "It holds something else than it should at $."),
            ],
            page.Unreadable);
        Assert.Equal(
            "Warning: 2 items of the answer to GET /chat/Message cannot be read and are left out: 5f0000000000000000000c02, (no id). "
            + "The first one: It lacks 'sender_id'.",
            Assert.Single(logs.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_reads_all_of_a_list_hears_which_item_it_is_and_does_not_ask_again()
    {
        var logs = new Logs();
        await using var service = Start($$"""{"items":[{{Good}},{{NoSender}}]}""", logs);
        var all = service.Session.Messages.ListAllAsync(MessageQuery.Of(Group), Direction.Ascending, 100, TestTimeout.Token);

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(() => all.ToListAsync().AsTask());

        Assert.Equal(
            "ConnectyCube answered GET /chat/Message with an item that cannot be read, with the id 5f0000000000000000000c02: "
            + "It lacks 'sender_id'.",
            error.Message);
        Assert.Equal(("5f0000000000000000000c02", false), (error.Item!.Id, error.IsTransient));
        Assert.Single(service.Asked);
        Assert.DoesNotContain(logs.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"_id":"5f0000000000000000000a01"}""", "It lacks 'type'.")]
    [InlineData("""{"_id":"5f0000000000000000000a01","type":null}""", "It holds something else than it should at $.type.")]
    public async Task Lists_of_all_kinds_do_so(string dialog, string problem)
    {
        await using var service = Start($$"""{"items":[{{dialog}}]}""");

        var page = await service.Session.Dialogs.ListAsync(DialogQuery.All, null, TestTimeout.Token);
        Assert.Equal([new UnreadableItem(Group, problem)], page.Unreadable);
        await Assert.ThrowsAsync<ConnectyCubeException>(
            () => service.Session.Dialogs.ListAllAsync(DialogQuery.All, TestTimeout.Token).ToListAsync().AsTask());

        // A lookup must not take it for nothing.
        await Assert.ThrowsAsync<ConnectyCubeException>(() => service.Session.Dialogs.GetAsync(Group, TestTimeout.Token));
    }

    [Fact]
    public async Task Files_are_named_by_what_they_are_wrapped_in()
    {
        await using var service = Start("""{"total_entries":2,"items":[{"blob":{"id":5}},{"blob":{"id":6,"uid":"u"}}]}""");

        var page = await service.Session.Storage.ListAsync(1, 10, TestTimeout.Token);
        var error = await Assert.ThrowsAsync<ConnectyCubeException>(
            () => service.Session.Storage.ListAllAsync(TestTimeout.Token).ToListAsync().AsTask());

        Assert.Equal(6, Assert.Single(page.Items).Id);
        Assert.Equal([new UnreadableItem("5", "It lacks 'uid'.")], page.Unreadable);
        Assert.Equal("5", error.Item!.Id);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("{}")]
    public async Task An_id_that_is_none_does_not_pass_for_nought(string id)
    {
        await using var service = Start($$"""{"items":[{"id":{{id}},"login":"alice"}]}""");

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(() => service.Session.Users.GetAsync(101, TestTimeout.Token));
        await Assert.ThrowsAsync<ConnectyCubeException>(() => service.Session.Storage.GetAsync(5, TestTimeout.Token));

        Assert.EndsWith("something that is not the JSON it promises, at $.items[0].id.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sender_id")]
    [InlineData("date_sent")]
    public async Task A_message_of_nobody_or_of_no_time_is_none(string field)
    {
        var message = Good.Replace($"\"{field}\":", $"\"{field}\":null,\"old\":", StringComparison.Ordinal);
        await using var service = Start($$"""{"items":[{{message}}]}""");

        var page = await service.Session.Messages.PreviewAsync(Group, TestTimeout.Token);

        Assert.Equal($"It holds something else than it should at $.{field}.", Assert.Single(page.Unreadable).Problem);
    }

    [Theory]
    [InlineData("""{"items":7}""")]
    [InlineData("""{"items":{"a":1}}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("<html>")]
    public async Task What_is_no_list_is_an_error(string body)
    {
        await using var service = Start(body);

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(
            () => service.Session.Dialogs.ListAsync(DialogQuery.All, null, TestTimeout.Token));

        Assert.Null(error.Item);
    }

    private static RestService Start(string body, Logs? logs = null) => RestService.Start(
        _ => HttpAnswer.Text(200, body), clock: null, logs, ("Rest:FirstDelay", "00:00:00.001"));
}
