using System.Text.Json.Serialization;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.ConnectyCube.Rest.Records;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.ConnectyCube.Tests.Rest.Records;

/// <summary>Section 9, byte for byte.</summary>
public sealed class RecordsApiTests
{
    private const string Id = "5f0000000000000000000d01";

    private const string Written = $$$"""
        {"_id":"{{{Id}}}","_parent_id":null,"user_id":"100","created_at":1544097888,"updated_at":1544097889,
         "reportedUserId":"101","reason":"spam","permissions":{"read":{"access":"open"} } }
        """;

    [Fact]
    public async Task An_object_is_made_and_read_with_the_application_s_own_fields()
    {
        await using var service = RestService.Start(201, Written);

        var record = await Reports(service).CreateAsync(new UserReport(101, "spam"), TestTimeout.Token);

        Assert.Equal("""POST /data/UserReports {"reportedUserId":101,"reason":"spam"}""", service.Last);
        Assert.Equal((Id, 100L, new UserReport(101, "spam")), (record.Id, record.UserId, record.Fields));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1544097888), record.CreatedAt);
    }

    [Fact]
    public async Task Several_objects_are_made_in_one_call()
    {
        await using var service = RestService.Start(201, $$"""{"class_name":"UserReports","items":[{{Written}},null]}""");

        var records = await Reports(service).CreateAsync([new UserReport(1, "a"), new UserReport(2, null)], TestTimeout.Token);

        Assert.Equal(
            """POST /data/UserReports/multi {"record":{"0":{"reportedUserId":1,"reason":"a"},"1":{"reportedUserId":2,"reason":null}}}""",
            service.Last);
        Assert.Single(records);
    }

    [Fact]
    public async Task Objects_are_listed_by_their_fields()
    {
        await using var service = RestService.Start(200, $$"""{"class_name":"UserReports","skip":0,"limit":5,"items":[{{Written}}]}""");
        var reports = Reports(service);
        var query = reports.Query.All.Where(reports.Query.Field<long>("reportedUserId"), Is.GreaterThan(5L))
            .Where(reports.Query.Field<IReadOnlyList<string>>("tags"), Is.ContainingAll("a", "b"))
            .SortBy(reports.Query.Field<string>("reason"), Direction.Descending);

        var page = await reports.ListAsync(query, new Part { Limit = 5 }, TestTimeout.Token);
        Assert.Equal(
            "GET /data/UserReports?reportedUserId%5Bgt%5D=5&tags%5Ball%5D=a%2Cb&sort_desc=reason&skip=0&limit=5", service.Last);
        Assert.Equal(5, page.Limit);

        Assert.Single(await reports.ListAllAsync(reports.Query.All, TestTimeout.Token).ToListAsync());
        Assert.Equal("GET /data/UserReports?sort_asc=created_at&skip=0&limit=100", service.Last);

        Assert.Single(await reports.GetAsync([Id, "b"], TestTimeout.Token));
        Assert.Equal($"GET /data/UserReports/{Id},b", service.Last);
    }

    [Fact]
    public async Task Objects_are_changed_counted_and_deleted()
    {
        await using var service = RestService.Start(asked => HttpAnswer.Text(200, asked.Line switch
        {
            _ when asked.Line.StartsWith("PUT", StringComparison.Ordinal) => Written,
            _ when asked.Line.StartsWith("GET", StringComparison.Ordinal) => """{"items":{"count":4}}""",
            _ => """{"total_deleted":"3"}""",
        }));
        var reports = Reports(service);
        var mine = reports.Query.All.Where(reports.Query.UserId, Is.EqualTo(100L));

        await reports.UpdateAsync(Id, new UserReport(1, "b"), TestTimeout.Token);
        Assert.Equal($$"""PUT /data/UserReports/{{Id}} {"reportedUserId":1,"reason":"b"}""", service.Last);

        Assert.Equal(4, await reports.CountAsync(mine, TestTimeout.Token));
        Assert.Equal("GET /data/UserReports?user_id=100&count=1", service.Last);

        Assert.Equal(3, await reports.DeleteWhereAsync(mine, TestTimeout.Token));
        Assert.Equal("DELETE /data/UserReports/by_criteria user_id=100", service.Last);

        Assert.Equal([Id], (await reports.DeleteAsync([Id], TestTimeout.Token)).Deleted);
        Assert.Equal($"DELETE /data/UserReports/{Id}", service.Last);

        await Assert.ThrowsAsync<ArgumentException>(() => reports.DeleteWhereAsync(reports.Query.All, TestTimeout.Token));
    }

    [Fact]
    public async Task Several_objects_are_changed_in_one_call()
    {
        await using var service = RestService.Start(
            200, $$$"""{"class_name":"UserReports","not_found":{"ids":["b"]},"items":[{{{Written}}},null]}""");
        var reports = Reports(service);
        var change = new RecordChange<UserReport>();
        var reason = reports.Query.Field<string?>("reason");
        var tags = reports.Query.Field<IReadOnlyList<int>>("tags");

        var report = await reports.UpdateAsync(
            new Dictionary<string, RecordChange<UserReport>>(StringComparer.Ordinal)
            {
                [Id] = change.Set(reason, "x").Append(tags, 1).Set(reason, null).Remove(tags, 2, 3),
                ["b"] = change.Set(new UserReport(1, "y")).Increment(reports.Query.Field<long>("reportedUserId"), 5),
            },
            TestTimeout.Token);

        Assert.Equal(
            $$$$"""PUT /data/UserReports/multi {"record":{"1":{"reason":null,"pull_all":{"tags":[2,3]},"id":"{{{{Id}}}}"},"2":{"reason":"y","inc":{"reportedUserId":5},"id":"b"}}}""",
            service.Last);
        Assert.Equal((Id, "b"), (Assert.Single(report.Updated).Id, Assert.Single(report.NotFound)));
    }

    [Fact]
    public async Task What_fits_conditions_is_changed_in_one_call()
    {
        await using var service = RestService.Start(200, """{"class_name":"UserReports","total_found":"3","items":[]}""");
        var reports = Reports(service);
        var query = reports.Query.All.Where(reports.Query.Field<long>("reportedUserId"), Is.In(1L, 2L))
            .Where(reports.Query.Field<string>("reason"), Is.EqualTo("a,b")).Where(reports.Query.CreatedAt, Is.LessThan(DateTimeOffset.UnixEpoch));

        var count = await reports.UpdateWhereAsync(
            query, new RecordChange<UserReport>().Append(reports.Query.Field<IReadOnlyList<string>>("tags"), "t"), TestTimeout.Token);

        Assert.Equal(3, count);
        Assert.Equal(
            """PUT /data/UserReports/by_criteria {"push":{"tags":["t"]},"search_criteria":{"reportedUserId":{"in":["1","2"]},"reason":"a,b","created_at":{"lt":"0"}}}""",
            service.Last);
    }

    [Fact]
    public async Task What_would_be_counted_twice_is_not_sent_again()
    {
        await using var service = RestService.Start(_ => HttpAnswer.Text(500), settings: ("Rest:FirstDelay", "00:00:00.001"));
        var reports = Reports(service);
        var tags = reports.Query.Field<IReadOnlyList<string>>("tags");
        var none = new RecordChange<UserReport>();

        async Task<int> AttemptsAsync(RecordChange<UserReport> change)
        {
            var before = service.Asked.Count;
            await Assert.ThrowsAsync<ConnectyCubeException>(() => reports.UpdateAsync(Id, change, TestTimeout.Token));
            return service.Asked.Count - before;
        }

        Assert.Equal(1, await AttemptsAsync(none.Increment(reports.Query.Field<long>("reportedUserId"), 1)));
        Assert.Equal(1, await AttemptsAsync(none.Append(tags, "t")));
        Assert.Equal(1, await AttemptsAsync(none.RemoveLast(tags).Set(new UserReport(1, null))));
        Assert.True(await AttemptsAsync(none.Set(new UserReport(1, null)).AppendMissing(tags, "t")) > 1);
        Assert.True(await AttemptsAsync(none.Remove(tags, "t")) > 1);
    }

    [Fact]
    public async Task A_change_of_nothing_or_of_everything_is_not_sent()
    {
        await using var service = RestService.Start(200, "{}");
        var reports = Reports(service);
        var reason = reports.Query.Field<string>("reason");
        var change = new RecordChange<UserReport>().Set(reason, "x");
        var contradiction = reports.Query.All.Where(reason, Is.EqualTo("a")).Where(reason, Is.NotEqualTo("b"));

        await Assert.ThrowsAsync<ArgumentException>(() => reports.UpdateAsync(Id, new RecordChange<UserReport>(), TestTimeout.Token));
        await Assert.ThrowsAsync<ArgumentException>(
            () => reports.UpdateAsync(new Dictionary<string, RecordChange<UserReport>>(StringComparer.Ordinal), TestTimeout.Token));
        await Assert.ThrowsAsync<ArgumentException>(() => reports.UpdateWhereAsync(reports.Query.All, change, TestTimeout.Token));
        await Assert.ThrowsAsync<ArgumentException>(() => reports.UpdateWhereAsync(contradiction, change, TestTimeout.Token));
        Assert.Throws<ArgumentException>(() => change.Set(reports.Query.Field<Guid>("id"), Guid.Empty));
        Assert.Empty(service.Asked);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"_id":null}""")]
    [InlineData("""{"_id":"a","reportedUserId":{}}""")]
    public async Task Rubbish_is_one_kind_of_error(string body)
    {
        await using var service = RestService.Start(201, body);

        await Assert.ThrowsAsync<ConnectyCubeException>(
            () => Reports(service).CreateAsync(new UserReport(1, null), TestTimeout.Token));
    }

    private static IRecordsApi<UserReport> Reports(RestService service) =>
        service.Session.Records("UserReports", ReportJson.Default.UserReport);
}

internal sealed record UserReport(long? ReportedUserId, string? Reason);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(UserReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
