using System.Net;
using BotPlatform.ConnectyCube.Rest.Sessions;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Rest;

public sealed class RestSessionTests
{
    private const string EmptyPage = """{"total_entries":0,"skip":0,"limit":1,"items":[]}""";
    private static readonly ConnectyCubeAccount Bot = new() { Login = "bot", Password = "bot-password" };

    [Fact]
    public async Task A_session_is_created_with_the_login_and_destroyed_in_the_end()
    {
        var service = new StubService(_ => StubService.SessionOf(100, "t1"));
        await using (var rest = service.Open().For(Bot))
        {
            var session = await rest.GetAsync(TestTimeout.Token);

            Assert.Equal(100, session.UserId);
            Assert.Equal("t1", session.Token);
        }

        Assert.Equal(
            [
                new StubRequest(
                    "POST /base/session",
                    """{"application_id":1,"auth_key":"auth-key-secret","user":{"login":"bot","password":"bot-password"}}""",
                    null),
                new StubRequest("DELETE /base/session", "", "t1"),
            ],
            service.Requests);
    }

    [Fact]
    public async Task A_login_with_an_at_sign_is_an_email_address()
    {
        var service = new StubService(_ => StubService.SessionOf(100, "t1"));
        var rest = service.Open();

        await rest.Sessions.CreateAsync("bot@example.com", "secret", TestTimeout.Token);

        Assert.Contains(""" "user":{"email":"bot@example.com","password":"secret"} """.Trim(), service.Requests.Single().Body);
    }

    [Fact]
    public async Task An_expired_session_is_renewed_once_for_all_who_hear_of_it()
    {
        var allAsked = new CountdownEvent(20);
        var service = new StubService(async (request, cancellation) =>
        {
            if (request.Line == "POST /base/session")
            {
                return StubService.SessionOf(100, allAsked.CurrentCount == 20 ? "old" : "new");
            }

            if (request.Token == "new")
            {
                return StubService.Json(HttpStatusCode.OK, EmptyPage);
            }

            // Nobody hears the bad news before everybody has asked.
            allAsked.Signal();
            await Task.Run(() => allAsked.Wait(cancellation), cancellation);
            return StubService.Expired();
        });
        await using var rest = service.Open().For(Bot);

        var callers = Enumerable.Range(0, 20).Select(_ => rest.Dialogs.GetAsync("5f0000000000000000000b01", TestTimeout.Token));
        await Task.WhenAll(callers);

        Assert.Equal(2, service.Requests.Count(r => r.Line == "POST /base/session"));
        Assert.Equal(20, service.Requests.Count(r => r.Token == "old"));
        Assert.Equal(20, service.Requests.Count(r => r.Token == "new"));
    }

    [Theory]
    [InlineData("""{"errors":["Required session does not exist"]}""")]
    [InlineData("""{"errors":{"base":["Unauthorized"]}}""")]
    [InlineData("""{"errors":{"session":["Required session does not exist"]}}""")]
    [InlineData("")]
    public async Task Another_401_renews_nothing(string body)
    {
        var service = new StubService(request => request.Line.StartsWith("GET", StringComparison.Ordinal)
            ? StubService.Json(HttpStatusCode.Unauthorized, body)
            : StubService.SessionOf(100, "t1"));
        await using var rest = service.Open().For(Bot);

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(() => rest.Users.GetAsync(101, TestTimeout.Token));

        Assert.Equal(HttpStatusCode.Unauthorized, error.Status);
        Assert.False(error.IsSessionExpired);
        Assert.Equal(2, service.Requests.Count);
    }

    [Fact]
    public async Task A_session_that_expires_again_at_once_is_an_error_and_no_loop()
    {
        var service = new StubService(request => request.Line.StartsWith("GET", StringComparison.Ordinal)
            ? StubService.Expired()
            : StubService.SessionOf(100, "t1"));
        await using var rest = service.Open().For(Bot);

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(() => rest.Users.GetAsync(101, TestTimeout.Token));

        Assert.True(error.IsSessionExpired);
        Assert.Equal(2, service.Requests.Count(r => r.Line == "POST /base/session"));
    }

    [Fact]
    public async Task A_failed_creation_is_tried_again_by_the_next_call()
    {
        var attempts = 0;
        var service = new StubService(request =>
            request.Line.StartsWith("GET", StringComparison.Ordinal) ? StubService.Json(HttpStatusCode.OK, EmptyPage)
            : ++attempts == 1 ? StubService.Json(HttpStatusCode.ServiceUnavailable, "")
            : StubService.SessionOf(100, "t1"));
        await using var rest = service.Open().For(Bot);

        await Assert.ThrowsAsync<ConnectyCubeException>(() => rest.Users.GetAsync(101, TestTimeout.Token));

        Assert.Null(await rest.Users.GetAsync(101, TestTimeout.Token));
    }

    [Fact]
    public async Task A_caller_who_gives_up_does_not_end_the_creation_for_the_others()
    {
        var answer = new TaskCompletionSource();
        var service = new StubService(async (_, _) =>
        {
            await answer.Task;
            return StubService.SessionOf(100, "t1");
        });
        await using var rest = service.Open().For(Bot);
        using var impatient = new CancellationTokenSource();

        var first = rest.GetAsync(impatient.Token);
        var second = rest.GetAsync(TestTimeout.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult();

        Assert.Equal("t1", (await second).Token);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task A_token_from_elsewhere_is_used_but_neither_renewed_nor_destroyed()
    {
        var expired = false;
        var service = new StubService(_ => expired ? StubService.Expired() : StubService.SessionOf(100, "given"));
        await using (var rest = service.Open().For(new ConnectyCubeAccount { UserId = "100", Token = "given" }))
        {
            Assert.Equal(100, (await rest.GetAsync(TestTimeout.Token)).UserId);
            expired = true;
            await Assert.ThrowsAsync<ConnectyCubeException>(() => rest.Users.GetAsync(101, TestTimeout.Token));
        }

        Assert.Equal(
            ["GET /base/session", "GET /base/users/v2?id=101&limit=1"],
            service.Requests.Select(r => r.Line));
        Assert.All(service.Requests, r => Assert.Equal("given", r.Token));
    }

    [Fact]
    public async Task An_account_without_a_login_is_told_what_to_set()
    {
        await using var rest = new StubService(_ => throw new InvalidOperationException("asked"))
            .Open().For(new ConnectyCubeAccount { UserId = "100", Password = "bot-password" });

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(() => rest.GetAsync(TestTimeout.Token));

        Assert.Equal(
            "The account 100 has no login, so it cannot use the REST service: set its Login beside its UserId.", error.Message);
    }

    [Fact]
    public void A_session_does_not_print_its_token() =>
        Assert.DoesNotContain("secret", new Session { Token = "secret", UserId = 1 }.ToString(), StringComparison.Ordinal);
}
