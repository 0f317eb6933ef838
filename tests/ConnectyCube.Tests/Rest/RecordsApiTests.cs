using System.Text.Json.Serialization;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.ConnectyCube.Rest.Records;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.ConnectyCube.Tests.Rest;

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
