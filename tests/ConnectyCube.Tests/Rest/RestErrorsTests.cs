using System.Net;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Rest;

public sealed class RestErrorsTests
{
    [Fact]
    public async Task A_wrong_password_is_said_in_the_services_own_words()
    {
        var error = await FailAsync(StubService.Json(HttpStatusCode.Unauthorized, """{"errors":["Invalid password"]}"""));

        Assert.Equal(HttpStatusCode.Unauthorized, error.Status);
        Assert.Equal(["Invalid password"], error.Errors);
        Assert.Empty(error.Fields);
        Assert.False(error.IsTransient);
        Assert.Equal("ConnectyCube answered POST /session with 401: Invalid password.", error.Message);
    }

    [Fact]
    public async Task Complaints_about_fields_are_kept_by_field()
    {
        var error = await FailAsync(StubService.Json(
            HttpStatusCode.UnprocessableEntity,
            """{"errors":{"password":["is too short (minimum is 8 characters)"],"base":["No."],"login":"is taken"}}"""));

        Assert.Equal(["No.", "password is too short (minimum is 8 characters)", "login is taken"], error.Errors);
        Assert.Equal(["is too short (minimum is 8 characters)"], error.Fields["password"]);
        Assert.Equal(["is taken"], error.Fields["login"]);
        Assert.Equal(["No."], error.Fields["base"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Bad gateway</body></html>")]
    [InlineData("""{"errors":""")]
    [InlineData("""{"errors":7}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"errors":{"base":[1,null,{}]}}""")]
    [InlineData("""{"errors":["half a character: \ud800"]}""")]
    [InlineData("""{"errors":{"\ud800":["half a character"]}}""")]
    public async Task A_refusal_that_does_not_say_why_still_has_a_status(string body)
    {
        var error = await FailAsync(StubService.Json(HttpStatusCode.InternalServerError, body));

        Assert.Equal(HttpStatusCode.InternalServerError, error.Status);
        Assert.Empty(error.Errors);
        Assert.True(error.IsTransient);
        Assert.Equal("ConnectyCube answered POST /session with 500: without saying why", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("<html/>")]
    [InlineData("""{"session":{"user_id":1}}""")]
    [InlineData("""{"session":{"user_id":"one","token":"t"}}""")]
    public async Task A_success_that_cannot_be_read_is_a_transient_error(string body)
    {
        var error = await FailAsync(StubService.Json(HttpStatusCode.Created, body));

        Assert.Equal(HttpStatusCode.Created, error.Status);
        Assert.True(error.IsTransient);
        Assert.Contains("is not the JSON it promises", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_requests_says_how_long_to_wait()
    {
        var answer = StubService.Json(HttpStatusCode.TooManyRequests, """{"errors":["Slow down"]}""");
        answer.Headers.Add("Retry-After", "700");

        var error = await FailAsync(answer);

        Assert.Equal(TimeSpan.FromSeconds(700), error.RetryAfter);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_is_an_error()
    {
        var clock = new ManualClock();
        var service = new StubService(async (_, cancellation) =>
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellation);
            throw new InvalidOperationException("unreachable");
        });

        var call = service.Open(clock).Sessions.CreateAsync("bot", "secret", TestTimeout.Token);
        await clock.WaitForTimersAsync(1, TestTimeout.Token);
        clock.Advance(TimeSpan.FromSeconds(15));

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(() => call);
        Assert.Null(error.Status);
        Assert.True(error.IsTransient);
        Assert.Equal("ConnectyCube did not answer POST /session within 15 seconds.", error.Message);
    }

    [Fact]
    public async Task A_caller_who_cancels_gets_a_cancellation()
    {
        using var cancelled = new CancellationTokenSource();
        var service = new StubService(async (_, cancellation) =>
        {
            await cancelled.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
            throw new InvalidOperationException("unreachable");
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => service.Open().Sessions.CreateAsync("bot", "secret", cancelled.Token));
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_is_an_error_that_names_its_address()
    {
        var service = new StubService(_ => throw new HttpRequestException("Connection refused"));

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(
            () => service.Open().Sessions.CreateAsync("bot", "secret", TestTimeout.Token));

        Assert.Equal(
            "ConnectyCube's REST service at http://rest.test/base cannot be reached for POST /session: Connection refused",
            error.Message);
    }

    [Fact]
    public async Task An_endless_answer_is_not_read_to_its_end()
    {
        var service = new StubService(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new EndlessStream()) });

        await Assert.ThrowsAsync<ConnectyCubeException>(
            () => service.Open().Sessions.CreateAsync("bot", "secret", TestTimeout.Token));
    }

    private static Task<ConnectyCubeException> FailAsync(HttpResponseMessage answer) =>
        Assert.ThrowsAsync<ConnectyCubeException>(
            () => new StubService(_ => answer).Open().Sessions.CreateAsync("bot", "secret", TestTimeout.Token));

    private sealed class EndlessStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => count;

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
