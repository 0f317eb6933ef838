using System.Net;
using System.Net.Sockets;
using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.ConnectyCube.Rest.Push;
using BotPlatform.ConnectyCube.Rest.Sessions;
using BotPlatform.ConnectyCube.Rest.Users;
using BotPlatform.Contracts.Files;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.ConnectyCube.Tests.Rest;

/// <summary>
/// Whatever is secret, or private, has <c>-secret</c> in it here. None of it may be in a log line of any category and level, nor in
/// an exception, its inner ones included, for these end in logs too.
/// </summary>
public sealed class SecretsTests
{
    private const string Mark = "-secret";

    private static readonly HttpAnswer Cut = HttpAnswer.Text(200, "half of it") with { CutAfter = 3 };
    private static readonly HttpAnswer Busy = HttpAnswer.Text(503) with { Headers = [("Retry-After", "0")] };
    private static readonly HttpAnswer Refusal = HttpAnswer.Text(422, """{"errors":{"base":["no"]}}""");
    private static readonly HttpAnswer Rubbish = HttpAnswer.Text(200, """{"token":"answer-secret","session":{"token":["answer-secret"]}}""");

    private readonly Logs _logs = new();
    private readonly List<string> _errors = [];

    public static TheoryData<string> Endings => ["success", "refusal", "rubbish", "cut", "busy"];

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task Calls_keep_them_however_they_end(string ending)
    {
        await using (var service = Start(AnswerOf(ending)))
        {
            await TryAsync(
                () => service.Session.Users.SignUpAsync(new UserProfile { Login = "new" }, "password-secret", TestTimeout.Token),
                () => service.Session.Users.ChangePasswordAsync("old-secret", "new-secret", TestTimeout.Token),
                () => service.Session.Users.GetByLoginAsync("login-secret", TestTimeout.Token),
                () => service.Session.Messages.SearchAsync(new MessageSearch { Text = "text-secret" }, TestTimeout.Token),
                () => service.Session.Messages.CreateAsync(new NewMessage { DialogId = "d", Text = "text-secret" }, TestTimeout.Token),
                () => service.Session.Push.SubscribeAsync(Device, TestTimeout.Token),
                () => service.Session.Push.SubscribeAsync(Browser, TestTimeout.Token),
                () => service.Session.Storage.DownloadAsync("uid", null, TestTimeout.Token));
        }

        Verify("POST /session", "PUT /users/100", "GET /chat/search", "POST /subscriptions", "GET /blobs/uid", "DELETE /session");
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task Sessions_keep_them_however_they_end(string ending)
    {
        var answer = AnswerOf(ending);
        var sessions = new StubService(_ => new HttpResponseMessage((HttpStatusCode)answer.Status)
        {
            Content = new ByteArrayContent(answer.Body),
        }).Open(logs: _logs).Sessions;

        await TryAsync(
            () => sessions.CreateAsync("alice", "password-secret", TestTimeout.Token),
            () => sessions.CreateByProviderAsync("facebook", "token-secret", "provider-secret", TestTimeout.Token),
            () => sessions.GetAsync("token-secret", TestTimeout.Token),
            () => sessions.GetAsync("token-secret\n", TestTimeout.Token),
            () => sessions.LogInAsync("token-secret", "alice", "password-secret", TestTimeout.Token),
            () => sessions.DestroyAsync("token-secret", TestTimeout.Token));

        Assert.NotEmpty(_errors);
        Verify("POST /session", "GET /session", "POST /login", "DELETE /session");
    }

    [Fact]
    public async Task A_session_that_is_renewed_keeps_both_tokens()
    {
        await using (var service = Start(asked => asked.Header("CB-Token") == RestService.Token(1)
            ? RestService.Expired()
            : HttpAnswer.Text(200, """{"items":[]}""")))
        {
            await TryAsync(() => service.Session.Users.GetAsync(101, TestTimeout.Token));
        }

        Assert.Empty(_errors);
        Verify("was renewed");
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_is_named_without_them()
    {
        var refused = new HttpRequestException(
            HttpRequestError.ConnectionError, "Connection refused (rest.test:80)", new SocketException((int)SocketError.ConnectionRefused));
        await using (var session = new StubService(_ => throw refused).Open(logs: _logs)
            .For(new ConnectyCubeAccount { Login = "alice", Password = "password-secret" }))
        {
            await TryAsync(() => session.GetAsync(TestTimeout.Token));
        }

        Assert.Contains("Connection refused", Assert.Single(_errors), StringComparison.Ordinal);
        Verify("POST /session");
    }

    [Theory]
    [InlineData("taken")]
    [InlineData("refused")]
    [InlineData("cut")]
    [InlineData("gone")]
    public async Task An_upload_keeps_the_form_that_allows_it(string ending)
    {
        await using var elsewhere = new ScriptedHttpServer(
            _ => ending == "taken" ? HttpAnswer.Text(201) : ending == "cut" ? Cut : Refusal);
        using var nobody = PortOfNobody();
        var address = $"{(ending == "gone" ? AddressOf(nobody) : elsewhere.Address)}bucket?policy=policy-secret&signature=signature-secret";
        await using var service = Start(asked => asked.Line == "POST /blobs"
            ? HttpAnswer.Text(201, $$$"""{"blob":{"id":7,"uid":"u","blob_object_access":{"params":"{{{address}}}"} } }""")
            : Refusal);

        await TryAsync(() => service.Session.Storage.UploadAsync(
            new FileToSend { Name = "a", ContentType = "text/plain" }, new MemoryStream([1]), null, TestTimeout.Token));

        Assert.Single(_errors);
        Verify("POST /blobs", "/blobs/7");
    }

    [Theory]
    [InlineData("given")]
    [InlineData("refused")]
    [InlineData("cut")]
    [InlineData("gone")]
    [InlineData("again")]
    [InlineData("ftp")]
    public async Task A_download_keeps_the_link_that_it_follows(string ending)
    {
        await using var elsewhere = new ScriptedHttpServer(
            _ => ending == "given" ? HttpAnswer.Text(200, "content") : ending == "cut" ? Cut : Refusal);
        using var nobody = PortOfNobody();
        var link = ending switch
        {
            "again" => "/blobs/uid?token=link-secret",
            "ftp" => "ftp://files.test/uid?token=link-secret",
            "gone" => $"{AddressOf(nobody)}uid?token=link-secret",
            _ => $"{elsewhere.Address}uid?token=link-secret",
        };
        await using var service = Start(_ => HttpAnswer.Text(302) with { Headers = [("Location", link)] });

        await TryAsync(async () =>
        {
            await using var download = await service.Session.Storage.DownloadAsync("uid", null, TestTimeout.Token);
            await download.Content.CopyToAsync(Stream.Null, TestTimeout.Token);
        });

        Assert.Equal(ending == "given", _errors.Count == 0);
        Verify("session");
    }

    [Fact]
    public void What_holds_one_is_written_without_it() => Assert.DoesNotContain(
        Mark, $"{Device} {Browser} {Browser.WebKeys} {new Session { Token = "token-secret" }}", StringComparison.Ordinal);

    private static NewPushSubscription Device => new()
    {
        Channel = PushChannel.Gcm,
        Platform = PushPlatform.Android,
        Environment = PushEnvironment.Production,
        DeviceId = "device",
        Token = "push-token-secret",
    };

    private static NewPushSubscription Browser => Device with
    {
        Channel = PushChannel.Web,
        Token = null,
        WebKeys = new WebPushKeys("https://push.test/endpoint-secret", "auth-secret", "key-secret"),
    };

    /// <summary>Holds a port on which nobody listens, as long as it is not disposed.</summary>
    private static Socket PortOfNobody()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static Uri AddressOf(Socket socket) => new($"http://{socket.LocalEndPoint}/");

    private static HttpAnswer AnswerOf(string ending) => ending switch
    {
        "refusal" => Refusal,
        "rubbish" => Rubbish,
        "cut" => Cut,
        "busy" => Busy,
        _ => HttpAnswer.Text(200, """{"items":[]}"""),
    };

    private RestService Start(HttpAnswer answer) => Start(_ => answer);

    private RestService Start(Func<HttpAsked, HttpAnswer> answer) =>
        RestService.Start(answer, clock: null, _logs, ("Rest:FirstDelay", "00:00:00.001"));

    /// <summary>Makes the calls, and keeps all that is known of what goes wrong.</summary>
    private async Task TryAsync(params Func<Task>[] calls)
    {
        foreach (var call in calls)
        {
            try
            {
                await call();
            }
            catch (Exception e)
            {
                var said = e is ConnectyCubeException refused ? refused.Errors : [];
                _errors.Add($"{e} {string.Join(' ', said)}");
            }
        }
    }

    /// <param name="calls">What must be told of, or nothing was tried.</param>
    private void Verify(params string[] calls)
    {
        string[] told = [.. _logs.Lines, .. _errors];
        Assert.All(calls, call => Assert.Contains(told, text => text.Contains(call, StringComparison.Ordinal)));
        Assert.DoesNotContain(told, text => text.Contains(Mark, StringComparison.Ordinal));
    }
}
