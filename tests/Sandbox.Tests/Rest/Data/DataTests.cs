using System.ComponentModel.DataAnnotations;
using System.Net;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Rest.Data;

/// <summary>Section 9: records of the configured classes, from their making to their end.</summary>
public sealed class DataTests
{
    private const string NotPermitted = """{"errors":["You don't have appropriate permissions to perform this operation"]}""";

    [Fact]
    public async Task A_report_has_the_fields_of_its_class_and_the_usual_permissions()
    {
        await using var sandbox = await TestSandbox.StartAsync(time: new ManualClock());
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        var (status, record) = await alice.PostAsync("/data/UserReports.json", """{"reportedUserId":"102","unknown":1}""");

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Matches("^[0-9a-f]{24}$", (string)record!["_id"]!);
        record["_id"] = null;
        Assert.Equal(
            """
            {"reportedUserId":102,"reason":null,"_id":null,"_parent_id":null,"user_id":101,"created_at":1893456000,"updated_at":1893456000,"permissions":{"read":{"access":"open"},"update":{"access":"owner"},"delete":{"access":"owner"}}}
            """,
            RestClient.Text(record));
    }

    [Theory]
    [InlineData("UserReports", """{"reportedUserId":"many"}""", """{"errors":{"reportedUserId":["is not of type integer"]}}""")]
    [InlineData("UserReports", """{"reportedUserId":1.5}""", """{"errors":{"reportedUserId":["is not of type integer"]}}""")]
    [InlineData("UserReports", """{"reportedUserId":[1]}""", """{"errors":{"reportedUserId":["is not of type integer"]}}""")]
    [InlineData("UserReports", """{"reason":{"a":1}}""", """{"errors":{"reason":["is not of type string"]}}""")]
    [InlineData("UserReports", """{"permissions":"all"}""", """{"errors":{"permissions":["are none"]}}""")]
    [InlineData("UserReports", """{"permissions":{"read":{"access":"admin"}}}""", """{"errors":{"permissions":["are none"]}}""")]
    [InlineData("UserReports", """{"_parent_id":"../1"}""", """{"errors":{"_parent_id":["is not an id"]}}""")]
    [InlineData("UserReports/multi", "{}", """{"errors":{"record":["can't be blank"]}}""")]
    [InlineData("UserReports/multi", """{"record":{"0":5}}""", """{"errors":{"record":["is not an object"]}}""")]
    [InlineData(
        "UserReports/multi", """{"record":{"0":{"reason":"ok"},"1":{"reportedUserId":"x"}}}""",
        """{"errors":{"reportedUserId":["is not of type integer"]}}""")]
    public async Task A_record_that_is_wrong_says_what_is_wrong_and_none_is_made(string path, string request, string answer)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        var (status, body) = await alice.PostAsync($"/data/{path}", request);
        var (_, list) = await alice.GetAsync("/data/UserReports");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, answer), (status, RestClient.Text(body)));
        Assert.Empty(list!["items"]!.AsArray());
    }

    [Theory]
    [InlineData("POST", "/data/NoSuchClass")]
    [InlineData("GET", "/data/NoSuchClass")]
    [InlineData("GET", "/data/..%2fUserReports")]
    [InlineData("GET", "/data/userreports")]
    [InlineData("GET", "/data/UserReports/5f00000000000000000000ff")]
    [InlineData("GET", "/data/MessageReports/{id}")]
    [InlineData("PUT", "/data/UserReports/'%20OR%201=1")]
    [InlineData("DELETE", "/data/UserReports/%F0%9F%90%B1")]
    [InlineData("DELETE", "/data/MessageReports/{id}")]
    [InlineData("DELETE", "/data/NoSuchClass/by_criteria")]
    public async Task What_is_not_there_is_not_found(string method, string path)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var id = await ReportAsync(alice, """{"reason":"spam"}""");

        var (status, body) = await alice.SendAsync(new HttpMethod(method), path.Replace("{id}", id, StringComparison.Ordinal));

        Assert.Equal(
            (HttpStatusCode.NotFound, """{"errors":["The resource wasn't found"]}"""), (status, RestClient.Text(body)));
    }

    [Fact]
    public async Task Several_records_are_made_in_the_order_of_their_numbers()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        var (status, body) = await alice.PostAsync(
            "/data/MessageReports/multi.json",
            """{"record":{"10":{"reason":"c"},"2":{"reason":"b"},"1":{"reason":"a","reportedMessageId":123}}}""");

        Assert.Equal((HttpStatusCode.Created, "MessageReports"), (status, (string)body!["class_name"]!));
        Assert.Equal("abc", string.Concat(body["items"]!.AsArray().Select(item => (string)item!["reason"]!)));
        Assert.Equal("123", (string)body["items"]![0]!["reportedMessageId"]!);
    }

    [Fact]
    public async Task Only_the_owner_changes_and_deletes_a_record_unless_it_says_otherwise()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var closed = await ReportAsync(alice, """{"reason":"spam","reportedUserId":5}""");
        var open = await ReportAsync(
            alice, """{"permissions":{"update":{"access":"open_for_users_ids","user_ids":["102"]},"delete":{"access":"open"}}}""");

        var (foreign, refusal) = await bob.PutAsync($"/data/UserReports/{closed}", """{"reason":"mine"}""");
        var (deletion, _) = await bob.DeleteAsync($"/data/UserReports/{closed}");
        var (own, changed) = await alice.PutAsync($"/data/UserReports/{closed}", """{"reason":"scam"}""");
        var (allowed, _) = await bob.PutAsync($"/data/UserReports/{open}", """{"reason":"by bob"}""");
        var (escalation, _) = await bob.PutAsync(
            $"/data/UserReports/{open}", """{"permissions":{"delete":{"access":"not_allowed"}}}""");
        var (deleted, lists) = await bob.DeleteAsync($"/data/UserReports/{closed},{open},nothing");

        Assert.Equal((HttpStatusCode.Forbidden, NotPermitted), (foreign, RestClient.Text(refusal)));
        Assert.Equal(HttpStatusCode.Forbidden, deletion);
        Assert.Equal((HttpStatusCode.OK, "scam", 5), (own, (string)changed!["reason"]!, (int)changed["reportedUserId"]!));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (allowed, escalation));
        Assert.Equal(HttpStatusCode.OK, deleted);
        Assert.Equal(
            $$$"""{"SuccessfullyDeleted":{"ids":["{{{open}}}"]},"NotFound":{"ids":["nothing"]},"WrongPermissions":{"ids":["{{{closed}}}"]}}""",
            RestClient.Text(lists));
    }

    [Fact]
    public async Task A_record_that_only_its_owner_may_read_is_hidden_from_others()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        await bob.PutAsync("/users/102", """{"user":{"tag_list":"staff"}}""");
        var hidden = await ReportAsync(alice, """{"permissions":{"read":{"access":"owner"}}}""");
        var forStaff = await ReportAsync(
            alice, """{"permissions":{"read":{"access":"open_for_groups","user_groups":["staff"]}}}""");

        var (_, seen) = await bob.GetAsync("/data/UserReports");
        var (direct, _) = await bob.GetAsync($"/data/UserReports/{hidden}");
        var (_, several) = await bob.GetAsync($"/data/UserReports/{hidden},{forStaff}");
        var (_, permissions) = await alice.GetAsync($"/data/UserReports/{forStaff}?permissions=1");
        var (foreign, _) = await bob.GetAsync($"/data/UserReports/{forStaff}?permissions=1");

        Assert.Equal(forStaff, (string)Assert.Single(seen!["items"]!.AsArray())!["_id"]!);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (direct, foreign));
        Assert.Equal(forStaff, (string)Assert.Single(several!["items"]!.AsArray())!["_id"]!);
        Assert.Equal("""{"access":"open_for_groups","user_groups":["staff"]}""", RestClient.Text(permissions!["permissions"]!["read"]));
    }

    [Theory]
    [InlineData("UserReports:reportedUserId", "number")]
    [InlineData("Notes:text", "string[][]")]
    public void A_type_that_is_none_stops_the_start(string field, string type)
    {
        var error = Assert.Throws<ValidationException>(() => SandboxCommandLine.Read([$"--Sandbox:CustomClasses:{field}={type}"]));

        Assert.Contains($"CustomClasses:{field} is '{type}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_are_configured_beside_those_that_are_there()
    {
        var (options, _) = SandboxCommandLine.Read(["--Sandbox:CustomClasses:Notes:tags=string[]"]);

        Assert.Equal(["MessageReports", "Notes", "UserReports"], options.CustomClasses.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("string[]", options.CustomClasses["Notes"]["tags"]);
    }

    private static async Task<string> ReportAsync(RestClient client, string json)
    {
        var (status, body) = await client.PostAsync("/data/UserReports", json);
        Assert.Equal(HttpStatusCode.Created, status);
        return (string)body!["_id"]!;
    }
}
