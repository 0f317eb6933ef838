using System.Text.Json.Nodes;
using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.ConnectyCube.Tests.Rest;

/// <summary>Section 6.2: how the parts of a history are asked for.</summary>
public sealed class MessagePagesTests
{
    private const string Group = "5f0000000000000000000a01";

    [Fact]
    public async Task A_page_that_begins_where_another_ended_is_read_anew_when_that_place_is_gone()
    {
        var pages = new Queue<string>([Page(("a", 8), ("b", 9), ("c", 9)), Page(("d", 9), ("e", 10)), Page(("b", 9), ("d", 9), ("e", 10))]);
        await using var service = RestService.Start(_ => HttpAnswer.Text(200, pages.Dequeue()));
        Task<ListStep<HistoryMessage>> ReadAsync(ListPlace place) => service.Session.Messages.ListPageAsync(
            MessageQuery.Of(Group), Direction.Ascending, 3, place, TestTimeout.Token);

        var first = await ReadAsync(ListPlace.Start);
        Assert.True(ListPlace.TryParse(first.Next!.ToString(), out var place));
        var second = await ReadAsync(place);

        Assert.Equal(["b", "d", "e"], second.Items.Select(m => m.Id));
        Assert.Equal(
            ["sort_asc=date_sent&skip=0&limit=3", "date_sent%5Bgte%5D=9&sort_asc=date_sent&skip=1&limit=3", "date_sent%5Bgte%5D=9&sort_asc=date_sent&skip=0&limit=3"],
            service.Asked.Select(a => a.Line.Replace($"GET /chat/Message?chat_dialog_id={Group}&mark_as_read=0&", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Newest_first_goes_back_from_the_last_second_that_was_seen()
    {
        var pages = new Queue<string>([Page(("a", 10), ("b", 9), ("c", 9)), Page(("c", 9), ("d", 8))]);
        await using var service = RestService.Start(_ => HttpAnswer.Text(200, pages.Dequeue()));

        var all = await service.Session.Messages
            .ListAllAsync(MessageQuery.Of(Group), Direction.Descending, 3, TestTimeout.Token).ToListAsync();

        Assert.Equal([10, 9, 9, 8], all.Select(m => m.DateSent));
        Assert.Equal(
            [
                $"GET /chat/Message?chat_dialog_id={Group}&mark_as_read=0&sort_desc=date_sent&skip=0&limit=3",
                $"GET /chat/Message?chat_dialog_id={Group}&mark_as_read=0&date_sent%5Blte%5D=9&sort_desc=date_sent&skip=1&limit=3",
            ],
            service.Asked.Select(a => a.Line));
    }

    private static string Page(params (string Id, int Second)[] messages) => new JsonObject
    {
        ["items"] = new JsonArray([.. messages.Select(m => new JsonObject
        {
            ["_id"] = m.Id, ["chat_dialog_id"] = Group, ["date_sent"] = m.Second, ["sender_id"] = 101,
        })]),
    }.ToJsonString();
}
