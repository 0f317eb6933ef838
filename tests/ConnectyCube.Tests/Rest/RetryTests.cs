using System.Net;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.ConnectyCube.Tests.Rest;

public sealed class RetryTests
{
    private const string Found = """{"items":[{"id":101,"login":"alice"}]}""";

    [Fact]
    public async Task Too_many_requests_is_repeated_not_sooner_than_asked()
    {
        var clock = new ManualClock();
        var start = clock.GetUtcNow();
        var repeated = start;
        var asked = 0;
        await using var service = RestService.Start(
            _ =>
            {
                repeated = clock.GetUtcNow();
                return ++asked == 1 ? Refusal(429, "7") : HttpAnswer.Text(200, Found);
            },
            clock, settings: [("RequestTimeout", "1.00:00:00")]);

        var call = service.Session.Users.GetAsync(101, TestTimeout.Token);
        await clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(100), call);

        Assert.Equal("alice", (await call)!.Login);
        Assert.Equal(2, asked);
        Assert.True(repeated - start >= TimeSpan.FromSeconds(7));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task What_was_not_carried_out_is_repeated_even_when_it_creates_something(int status)
    {
        var asked = 0;
        await using var service = Quick(_ => ++asked == 1
            ? Refusal(status, "0")
            : HttpAnswer.Text(201, """{"_id":"5f0000000000000000000a01","type":2}"""));

        await service.Session.Dialogs.CreateAsync(Group(), TestTimeout.Token);

        Assert.Equal(["POST /chat/Dialog", "POST /chat/Dialog"], service.Asked.Select(a => a.Line));
        Assert.Equal(service.Asked[0].Body, service.Asked[1].Body);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task What_may_have_been_carried_out_is_repeated_only_when_that_does_no_harm(int status)
    {
        var asked = 0;
        await using var service = Quick(a => ++asked < 3 || a.Line.StartsWith("POST", StringComparison.Ordinal)
            ? Refusal(status, null)
            : HttpAnswer.Text(200, Found));

        Assert.NotNull(await service.Session.Users.GetAsync(101, TestTimeout.Token));
        var error = await Assert.ThrowsAsync<ConnectyCubeException>(
            () => service.Session.Dialogs.CreateAsync(Group(), TestTimeout.Token));

        Assert.Equal((HttpStatusCode)status, error.Status);
        Assert.Equal(4, asked);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task A_refusal_is_not_repeated(int status)
    {
        await using var service = Quick(_ => Refusal(status, null));

        await Assert.ThrowsAsync<ConnectyCubeException>(() => service.Session.Users.GetAsync(101, TestTimeout.Token));

        Assert.Single(service.Asked);
    }

    [Fact]
    public async Task Attempts_are_counted()
    {
        await using var service = Quick(_ => Refusal(503, "0"));

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(() => service.Session.Users.GetAsync(101, TestTimeout.Token));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, error.Status);
        Assert.Equal(3, service.Asked.Count);
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_left_to_the_caller()
    {
        await using var service = Quick(_ => Refusal(429, "3600"));

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(() => service.Session.Users.GetAsync(101, TestTimeout.Token));

        Assert.Equal(TimeSpan.FromHours(1), error.RetryAfter);
        Assert.Single(service.Asked);
    }

    [Fact]
    public async Task A_connection_that_is_cut_in_the_middle_of_an_answer_is_tried_again()
    {
        var asked = 0;
        await using var service = Quick(_ => HttpAnswer.Text(200, Found) with { CutAfter = ++asked == 1 ? Found.Length / 2 : null });

        Assert.NotNull(await service.Session.Users.GetAsync(101, TestTimeout.Token));
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_neither_read_nor_asked_for_again()
    {
        await using var service = Quick(_ => HttpAnswer.Text(200, new string(' ', 9 * 1024 * 1024)));

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(() => service.Session.Users.GetAsync(101, TestTimeout.Token));

        Assert.True(error.IsTooLarge);
        Assert.False(error.IsTransient);
        Assert.Single(service.Asked);
    }

    [Fact]
    public async Task Each_attempt_has_its_own_time_limit()
    {
        var clock = new ManualClock();
        await using var service = RestService.Start(
            async (_, ct) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
                return HttpAnswer.Text(200);
            },
            clock, settings: [("Rest:MaxAttempts", "2")]);

        await service.Session.GetAsync(TestTimeout.Token);
        var call = service.Session.Users.GetAsync(101, TestTimeout.Token);
        await clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(10), call);

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(() => call);
        Assert.Equal("ConnectyCube did not answer GET /users/v2 within 15 seconds.", error.Message);
    }

    [Fact]
    public async Task A_caller_who_gives_up_ends_the_wait_before_the_next_attempt()
    {
        var logs = new Logs();
        using var impatient = new CancellationTokenSource();
        await using var service = RestService.Start(_ => Refusal(429, "30"), new ManualClock(), logs);

        var call = service.Session.Users.GetAsync(101, impatient.Token);
        await logs.WaitForAsync("it is repeated", TestTimeout.Token);
        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Single(service.Asked);
    }

    [Fact]
    public async Task Fifty_callers_who_hear_of_an_expired_session_renew_it_once()
    {
        await using var service = RestService.Start(
            asked => asked.Header("CB-Token") == RestService.Token(1) ? RestService.Expired() : HttpAnswer.Text(200, Found));

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => service.Session.Users.GetAsync(101, TestTimeout.Token)));

        Assert.Equal(2, service.Server.Asked.Count(a => a.Line == "POST /session"));
        Assert.Equal(50, service.Asked.Count(a => a.Header("CB-Token") == RestService.Token(2)));
    }

    private static RestService Quick(Func<HttpAsked, HttpAnswer> answer) => RestService.Start(
        answer, clock: null, logs: null, ("Rest:FirstDelay", "00:00:00.001"), ("Rest:MaxAttempts", "3"));

    private static HttpAnswer Refusal(int status, string? retryAfter) => HttpAnswer.Text(status, """{"errors":["no"]}""") with
    {
        Headers = retryAfter is null ? [] : [("Retry-After", retryAfter)],
    };

    private static NewDialog Group() =>
        new() { Type = DialogType.Group, Name = "Team", OccupantIds = [101] };
}
