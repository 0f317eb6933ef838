using BotPlatform.Sandbox.Chaos;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;

namespace BotPlatform.Sandbox.Tests.Chaos;

public sealed class SandboxChaosTests
{
    [Theory]
    [InlineData("conflict", null, "<conflict xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/>")]
    [InlineData("system-shutdown", null, "<system-shutdown xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/>")]
    [InlineData("policy-violation", null, "<policy-violation xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/>")]
    [InlineData(
        "see-other-host", "localhost:5322",
        "<see-other-host xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\">localhost:5322</see-other-host>")]
    public async Task A_kicked_session_is_told_why(string condition, string? content, string expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);

        Assert.Equal(1, sandbox.Chaos.Kick(102, condition, content));

        Assert.EndsWith(
            $"<stream:error>{expected}</stream:error></stream:stream>", await bob.ReadToEndAsync(), StringComparison.Ordinal);
        await alice.ReadUntilQuietAsync();
    }

    [Fact]
    public async Task A_cut_says_nothing_and_the_session_waits()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.BindAsync(sandbox, 102);
        await bob.SendAsync("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
        await bob.ReadUntilAsync("<enabled ");
        await bob.ReadUntilQuietAsync();

        await sandbox.Chaos.CutAsync(102);

        Assert.False(Assert.Single(sandbox.Chaos.SessionsOf(102)).IsConnected);
        Assert.Equal("", await bob.ReadToEndAsync());
        await alice.ReadUntilQuietAsync();
    }

    [Fact]
    public async Task Sessions_over_WebSocket_wait_too_whatever_the_cut_interrupts()
    {
        const int Count = 16;
        await using var sandbox = await TestSandbox.StartAsync();
        var options = new XmppClientOptions
        {
            Server = sandbox.WebSocketUri,
            Host = "localhost",
            Credentials = XmppCredentials.Of("102-1", "bob-password"),
            Reconnect = XmppReconnect.Never,
        };
        var clients = await Task.WhenAll(
            Enumerable.Range(0, Count).Select(_ => XmppClient.ConnectAsync(options, cancellationToken: TestTimeout.Token)));

        // Several at once: a connection may have ended by the time it is cut.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(sandbox.Chaos.CutAsync)));

        var sessions = sandbox.Chaos.SessionsOf(102);
        Assert.Equal(Count, sessions.Count);
        Assert.DoesNotContain(sessions, session => session.IsConnected);
        await Task.WhenAll(clients.Select(client => client.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task All_connections_can_be_cut()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var stranger = await RawClient.OpenAsync(sandbox);

        await sandbox.Chaos.CutAsync();

        Assert.Empty(sandbox.Chaos.SessionsOf(101));
        Assert.Equal("", await alice.ReadToEndAsync());
        Assert.Equal("", await stranger.ReadToEndAsync());
        await using var again = await RawClient.SignInAsync(sandbox, 101);
    }

    [Fact]
    public async Task Logins_are_refused_for_a_while()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.OpenAsync(sandbox);

        using (sandbox.Chaos.RefuseLogins())
        {
            await alice.AuthenticatePlainAsync(101);
            await alice.ReadUntilAsync(
                "<failure xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"><temporary-auth-failure/></failure>");
            await bob.ReadUntilQuietAsync();
        }

        await alice.AuthenticatePlainAsync(101);
        await alice.ReadUntilAsync("<success ");
    }

    [Fact]
    public async Task A_standstill_answers_nobody_until_it_is_over()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);

        Task<string> answer;
        using (sandbox.Chaos.StandStill())
        {
            await alice.SendAsync("<message to='102-1@localhost' type='chat'><body>later</body></message>");
            answer = alice.ReadUntilQuietAsync();

            // Over HTTP the sandbox lives, and proves that time has passed.
            using var rest = await RestClient.SignInAsync(sandbox, "alice");
            Assert.False(answer.IsCompleted);
        }

        await answer;
        await bob.ReadUntilAsync("<body>later</body>");
    }

    [Fact]
    public async Task A_filled_history_is_read_like_any_other()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");

        var ids = sandbox.Chaos.FillHistory(
            SandboxServer.BroadcastDialogId, [new PastMessage(100, 1_767_225_600, "one"), new PastMessage(100, 1_767_225_600, "two")]);

        var (_, body) = await rest.GetAsync($"/chat/Message?chat_dialog_id={SandboxServer.BroadcastDialogId}");
        Assert.Equal(ids, body!["items"]!.AsArray().Select(item => (string)item!["_id"]!));
        Assert.Equal(["one", "two"], body["items"]!.AsArray().Select(item => (string)item!["message"]!));
        Assert.Throws<ArgumentException>(() => sandbox.Chaos.FillHistory("5f0000000000000000000fff", []));
    }
}
