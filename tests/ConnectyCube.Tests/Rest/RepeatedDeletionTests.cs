using System.Net;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.ConnectyCube.Tests.Rest;

/// <summary>Deletions whose first attempt ends without an answer, and whose second finds nothing any more.</summary>
public sealed class RepeatedDeletionTests
{
    private const string Id = "5f0000000000000000000c01";
    private const string Other = "5f0000000000000000000c02";

    private static readonly HttpAnswer Lost = HttpAnswer.Text(200, "gone") with { CutAfter = 2 };
    private static readonly HttpAnswer NotFound = HttpAnswer.Text(404, """{"errors":["The resource wasn't found"]}""");

    [Theory]
    [InlineData("dialog")]
    [InlineData("file")]
    [InlineData("subscription")]
    public async Task What_a_repetition_does_not_find_was_deleted(string what)
    {
        await using var service = Start(Lost, NotFound);

        await DeleteAsync(service.Session, what);

        Assert.Equal(2, service.Asked.Count);
    }

    [Fact]
    public async Task A_failure_of_the_service_may_have_deleted_it_too()
    {
        await using var service = Start(HttpAnswer.Text(500), NotFound);

        await DeleteAsync(service.Session, "file");
    }

    [Fact]
    public async Task What_only_the_first_attempt_does_not_find_was_not_there()
    {
        await using var service = Start(NotFound);

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(() => DeleteAsync(service.Session, "file"));

        Assert.Equal(HttpStatusCode.NotFound, error.Status);
    }

    [Fact]
    public async Task A_first_attempt_that_was_not_carried_out_has_deleted_nothing()
    {
        var refused = HttpAnswer.Text(429) with { Headers = [("Retry-After", "0")] };
        await using var service = Start(refused, NotFound);

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(() => DeleteAsync(service.Session, "file"));

        Assert.Equal(HttpStatusCode.NotFound, error.Status);
    }

    [Theory]
    [InlineData(404, """{"errors":["The resource wasn't found"]}""")]
    [InlineData(200, $$"""{"SuccessfullyDeleted":{"ids":[]},"NotFound":{"ids":["{{Id}}"]},"WrongPermissions":null}""")]
    public async Task Where_it_is_reported_it_is_reported_as_deleted(int status, string body)
    {
        await using var service = Start(Lost, HttpAnswer.Text(status, body));

        var report = await service.Session.Messages.DeleteAsync([Id], DeletionScope.ForEverybody, TestTimeout.Token);

        Assert.Equal([Id], report.Deleted);
        Assert.Empty(report.NotFound);
    }

    [Fact]
    public async Task What_is_not_permitted_stays_so()
    {
        var body = $$"""{"SuccessfullyDeleted":{"ids":[]},"NotFound":{"ids":[]},"WrongPermissions":{"ids":["{{Id}}"]} }""";
        await using var service = Start(Lost, HttpAnswer.Text(200, body));

        var report = await service.Session.Messages.DeleteAsync([Id], DeletionScope.ForEverybody, TestTimeout.Token);

        Assert.Equal([Id], report.NotPermitted);
    }

    [Fact]
    public async Task Of_several_nobody_knows_which_one_it_was()
    {
        await using var service = Start(Lost, NotFound);

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(
            () => service.Session.Messages.DeleteAsync([Id, Other], DeletionScope.ForMe, TestTimeout.Token));

        Assert.Equal(HttpStatusCode.NotFound, error.Status);
    }

    [Fact]
    public async Task What_deletes_nothing_but_a_part_of_something_needs_that_to_be_there()
    {
        await using var service = Start(Lost, NotFound);

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(
            () => service.Session.Dialogs.ClearHistoryAsync(Id, DeletionScope.ForMe, TestTimeout.Token));

        Assert.Equal(HttpStatusCode.NotFound, error.Status);
    }

    private static Task DeleteAsync(RestSession session, string what) => what switch
    {
        "dialog" => session.Dialogs.DeleteAsync(Id, DeletionScope.ForMe, TestTimeout.Token),
        "file" => session.Storage.DeleteAsync(5, TestTimeout.Token),
        _ => session.Push.UnsubscribeAsync(5, TestTimeout.Token),
    };

    /// <summary>Answers so one after the other.</summary>
    private static RestService Start(params HttpAnswer[] answers)
    {
        var next = new Queue<HttpAnswer>(answers);
        return RestService.Start(_ => next.Dequeue(), clock: null, logs: null, ("Rest:FirstDelay", "00:00:00.001"));
    }
}
