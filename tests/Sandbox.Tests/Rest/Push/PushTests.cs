using System.Net;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Rest.Push;

/// <summary>Section 10: devices subscribe, pushes are asked for and kept, and nothing is sent.</summary>
public sealed class PushTests
{
    private const string Phone =
        """{"notification_channel":"gcm","push_token":{"environment":"development","client_identification_sequence":"secret"},"device":{"platform":"android","udid":"phone-1"}}""";

    private const string Browser =
        """{"notification_channel":"web","push_token":{"environment":"production","web_endpoint":"e","web_auth":"a","web_p256dh":"p"},"device":{"platform":"web","udid":"b"}}""";

    [Fact]
    public async Task A_device_subscribes_once_and_its_token_is_told_nobody()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        var (status, made) = await alice.PostAsync("/subscriptions.json", Phone);
        await alice.PostAsync("/subscriptions", Browser);
        await alice.PostAsync("/subscriptions", Phone);
        var (_, list) = await alice.GetAsync("/subscriptions");

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(
            """[{"subscription":{"id":1,"notification_channel":{"name":"gcm"},"device":{"udid":"phone-1","platform":{"name":"android"}}}}]""",
            RestClient.Text(made));
        Assert.Equal([1, 2], list!.AsArray().Select(item => (int)item!["subscription"]!["id"]!));
    }

    [Theory]
    [InlineData("gcm", "sms", "notification_channel")]
    [InlineData("\"gcm\"", "{\"a\":1}", "notification_channel")]
    [InlineData("development", "test", "environment")]
    [InlineData("client_identification_sequence", "x", "client_identification_sequence")]
    [InlineData("\"gcm\"", "\"web\"", "web_endpoint")]
    [InlineData("android", "symbian", "platform")]
    [InlineData("\"phone-1\"", "null", "udid")]
    public async Task A_subscription_that_is_wrong_says_where(string before, string after, string field)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        var (status, body) = await alice.PostAsync("/subscriptions", Phone.Replace(before, after, StringComparison.Ordinal));
        var (_, list) = await alice.GetAsync("/subscriptions");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal([field], body!["errors"]!.AsObject().Select(error => error.Key));
        Assert.Empty(list!.AsArray());
    }

    [Fact]
    public async Task A_subscription_is_its_users_and_goes_over_with_the_device()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        await alice.PostAsync("/subscriptions", Phone);

        var (foreign, _) = await bob.DeleteAsync("/subscriptions/1");
        await bob.PostAsync("/subscriptions", Phone);
        var (_, former) = await alice.GetAsync("/subscriptions");
        var (deleted, _) = await bob.DeleteAsync("/subscriptions/1.json");
        var (again, _) = await bob.DeleteAsync("/subscriptions/1");
        var (nonsense, _) = await bob.DeleteAsync("/subscriptions/..%2f1");

        Assert.Equal(HttpStatusCode.Forbidden, foreign);
        Assert.Empty(former!.AsArray());
        Assert.Equal(HttpStatusCode.OK, deleted);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (again, nonsense));
    }

    [Theory]
    [InlineData(""" "user":{"ids":[102,103,999]} """, "[102,103]", 1)]
    [InlineData(""" "user":{"ids":"102, 103"} """, "[102,103]", 1)]
    [InlineData(""" "user":{"ids":"102"},"push_type":"apns" """, "[102]", 0)]
    [InlineData(""" "external_user":{"ids":"x-2"},"push_type":"gcm" """, "[102]", 1)]
    [InlineData(""" "user":{"tags":{"any":"staff,vip"}} """, "[102,103]", 1)]
    [InlineData(""" "user":{"tags":{"all":"staff, vip"}} """, "[102]", 1)]
    [InlineData(""" "user":{"ids":"104","tags":{"any":["vip"],"exclude":"guest"}} """, "[102,104]", 1)]
    public async Task A_push_is_kept_with_whom_it_is_for_and_how_many_devices_that_were(string recipients, string users, int devices)
    {
        await using var sandbox = await TestSandbox.StartAsync(time: new ManualClock());
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        using var carol = await RestClient.SignInAsync(sandbox, "carol");
        await bob.PutAsync("/users/102", """{"user":{"external_id":"x-2","tag_list":"staff,vip"}}""");
        await carol.PutAsync("/users/103", """{"user":{"tag_list":"guest,vip"}}""");
        await bob.PostAsync("/subscriptions", Phone);
        await bob.PostAsync("/subscriptions", Browser);

        var (status, made) = await alice.PostAsync("/events.json", Event($"{recipients},\"message\":\"eyJhIjoxfQ==\""));
        var (_, kept) = await bob.GetAsync("/sandbox/pushes?user_id=102");
        var (_, others) = await bob.GetAsync("/sandbox/pushes?user_id=101");

        Assert.Equal((HttpStatusCode.Created, 101), (status, (int)made![0]!["event"]!["user_id"]!));
        var push = Assert.Single(kept!["items"]!.AsArray())!;
        Assert.Equal(
            (users, devices, "eyJhIjoxfQ=="),
            (RestClient.Text(push["user_ids"]), (int)push["devices"]!, (string)push["message"]!));
        Assert.Equal("2030-01-01T00:00:00Z", (string)push["created_at"]!);
        Assert.Empty(others!["items"]!.AsArray());
    }

    [Theory]
    [InlineData(""" "user":{"ids":[102]},"message":"not base64!" """, "message")]
    [InlineData(""" "user":{"ids":[102]} """, "message")]
    [InlineData(""" "user":{"ids":[999]},"message":"e30=" """, "user")]
    [InlineData(""" "user":"102","message":"e30=" """, "user")]
    [InlineData(""" "user":{"tags":{"any":"nobody"}},"message":"e30=" """, "user")]
    [InlineData(""" "user":{"tags":{}},"message":"e30=" """, "user")]
    [InlineData(""" "user":{"ids":[102]},"message":"payload=e30=" """, "message")]
    [InlineData(""" "message":"e30=" """, "user")]
    [InlineData(""" "user":{"ids":[102]},"message":"e30=","push_type":"pigeon" """, "push_type")]
    [InlineData(""" "user":{"ids":[102]},"message":"e30=","event_type":"daily" """, "event_type")]
    public async Task A_push_that_is_wrong_says_where_and_is_not_kept(string fields, string field)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        var (status, body) = await alice.PostAsync("/events", Event(fields));
        var (_, kept) = await alice.GetAsync("/sandbox/pushes");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal([field], body!["errors"]!.AsObject().Select(error => error.Key));
        Assert.Empty(kept!["items"]!.AsArray());
    }

    [Fact]
    public async Task A_push_for_one_channel_may_be_written_as_the_vendor_documents_it()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        var (status, made) = await alice.PostAsync(
            "/events", Event(""" "user":{"ids":"102"},"push_type":"apns","message":"payload=e30=" """));

        Assert.Equal((HttpStatusCode.Created, "payload=e30="), (status, (string)made![0]!["event"]!["message"]!));
    }

    [Fact]
    public async Task A_browser_subscribes_as_the_vendor_s_guide_writes_it()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        var (status, made) = await alice.PostAsync(
            "/subscriptions", Browser.Replace("notification_channel", "notification_channels", StringComparison.Ordinal));

        Assert.Equal(
            (HttpStatusCode.Created, "web"), (status, (string)made![0]!["subscription"]!["notification_channel"]!["name"]!));
    }

    [Fact]
    public async Task Whose_pushes_are_wanted_is_a_number()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var nobody = new RestClient(sandbox);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await nobody.GetAsync("/sandbox/pushes?user_id=x")).Status);
    }

    private static string Event(string fields) => $$$"""{"event":{"notification_type":"push","environment":"development",{{{fields}}}}}""";
}
