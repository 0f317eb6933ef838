using System.Net.Sockets;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Network;
using BotPlatform.TestKit.Scripted;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Sessions;

/// <summary>A connection that never lies: whatever ends it is noticed, told by its kind, and repaired where that makes sense.</summary>
public sealed class ReconnectTests : IAsyncLifetime
{
    private readonly ReconnectScene _scene = new();

    [Fact]
    public async Task A_server_that_is_down_is_tried_until_it_is_up()
    {
        await using var proxy = new FaultProxy(_scene.Server.Port);
        await proxy.RefuseAsync();
        var connecting = _scene.Start(o => o with { Server = proxy.Through(o.Server) }).ConnectAsync(TestTimeout.Token);
        await _scene.States.NextAsync<XmppState.Reconnecting>();
        Assert.IsType<SocketException>((await _scene.States.NextAsync<XmppState.Reconnecting>()).Error.InnerException);

        proxy.Listen();
        await _scene.Server.LogInAsync();

        await connecting;
    }

    [Fact]
    public async Task A_server_that_accepts_and_never_answers_is_left_in_time()
    {
        var clock = new ManualClock();
        var client = _scene.Start(o => o with { Time = clock, Reconnect = XmppReconnect.Never });
        var connecting = client.ConnectAsync(TestTimeout.Token);
        await _scene.Server.AcceptAsync();

        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(5), connecting);

        var error = await Assert.ThrowsAsync<XmppConnectionException>(() => connecting);
        Assert.Contains("not finished within 00:00:15", error.Message, StringComparison.Ordinal);
        Assert.Same(error, Assert.IsType<XmppState.Closed>(client.State).Error);
    }

    [Fact]
    public async Task A_login_that_is_refused_for_a_while_is_repeated()
    {
        var connecting = _scene.Start().ConnectAsync(TestTimeout.Token);
        for (var i = 0; i < 3; i++)
        {
            await (await _scene.Server.AcceptAsync()).RefuseAuthenticationAsync("temporary-auth-failure");
        }

        await _scene.Server.LogInAsync();

        await connecting;
    }

    [Theory]
    [InlineData("not-authorized")]
    [InlineData("account-disabled")]
    [InlineData("credentials-expired")]
    public async Task Wrong_credentials_end_the_attempts_until_somebody_asks_again(string condition)
    {
        var client = _scene.Start();
        var connecting = client.ConnectAsync(TestTimeout.Token);
        await (await _scene.Server.AcceptAsync()).RefuseAuthenticationAsync(condition);

        var error = await Assert.ThrowsAsync<XmppAuthenticationException>(() => connecting);
        Assert.Equal(condition, error.Condition);
        Assert.Same(error, (await _scene.States.NextAsync<XmppState.Closed>()).Error);

        var again = client.ConnectAsync(TestTimeout.Token);
        await _scene.Server.LogInAsync();
        await again;
    }

    [Fact]
    public async Task Credentials_are_asked_for_before_each_login()
    {
        var asked = 0;
        var connecting = _scene.Start(o => o with
        {
            Credentials = _ => ++asked < 3
                ? throw new XmppConnectionException("No token yet.")
                : ValueTask.FromResult(new XmppCredentials("bot", "token")),
        }).ConnectAsync(TestTimeout.Token);

        await _scene.Server.LogInAsync();

        await connecting;
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task Whoever_takes_our_resource_keeps_it()
    {
        var client = await _scene.LogInAsync();

        await _scene.Server.Current.FailAsync("conflict");

        var error = Assert.IsType<XmppConnectionException>((await _scene.States.NextAsync<XmppState.Closed>()).Error);
        Assert.Equal("conflict", error.StreamErrorCondition);
        await Assert.ThrowsAsync<XmppConnectionException>(() => client.Completion);
    }

    [Theory]
    [InlineData("system-shutdown")]
    [InlineData("policy-violation")]
    [InlineData("reset")]
    public async Task Another_stream_error_is_followed_by_a_new_session(string condition)
    {
        await _scene.LogInAsync(resumeId: "s1");

        await _scene.Server.Current.FailAsync(condition);
        var reason = await _scene.States.NextAsync<XmppState.Reconnecting>();
        await _scene.Server.LogInAsync();   // the server ended the stream, so nothing is to be resumed

        Assert.Equal(condition, Assert.IsType<XmppConnectionException>(reason.Error).StreamErrorCondition);
        Assert.NotNull((await _scene.States.NextAsync<XmppState.Online>()).AwaySince);
    }

    [Fact]
    public async Task A_referral_is_followed_once_and_then_the_configured_server_counts_again()
    {
        await using var other = new ScriptedXmppServer();
        await _scene.LogInAsync();

        await _scene.Server.Current.FailAsync("see-other-host", $"127.0.0.1:{other.Port}");
        await other.LogInAsync();
        await _scene.States.NextAsync<XmppState.Online>();
        await other.Current.FailAsync("see-other-host", $"127.0.0.1:{other.Port}");
        await _scene.Server.LogInAsync();

        await _scene.States.NextAsync<XmppState.Online>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("user:password@evil.example/path")]
    [InlineData("not a host")]
    public async Task A_referral_to_nowhere_is_ignored(string host)
    {
        await _scene.LogInAsync();

        await _scene.Server.Current.FailAsync("see-other-host", host);
        await _scene.Server.LogInAsync();

        await _scene.States.NextAsync<XmppState.Online>();
    }

    [Theory]
    [InlineData("<message><body>&bomb;</body></message>")]
    [InlineData("<!DOCTYPE x>")]
    [InlineData("<message></presence>")]
    [InlineData("<undeclared:message/>")]
    public async Task Rubbish_costs_the_session_and_not_the_client(string xml)
    {
        await _scene.LogInAsync(resumeId: "s1");

        await _scene.Server.SendAsync(xml);
        await _scene.Server.ExpectAsync("</stream:stream>");
        await _scene.Server.LogInAsync();

        Assert.False((await _scene.States.NextAsync<XmppState.Online>()).IsResumed);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_cost_the_session_and_not_the_client()
    {
        await _scene.LogInAsync(resumeId: "s1");

        await _scene.Server.SendAsync([.. "<message><body>"u8, 0xFF, .. "</body></message>"u8]);
        await _scene.Server.ExpectAsync("</stream:stream>");
        await _scene.Server.LogInAsync();

        Assert.False((await _scene.States.NextAsync<XmppState.Online>()).IsResumed);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 3)]
    public async Task The_attempts_are_counted(int maxAttempts, int attempts)
    {
        var client = _scene.Start(o => o with { Reconnect = o.Reconnect with { MaxAttempts = maxAttempts } });
        var connecting = client.ConnectAsync(TestTimeout.Token);
        for (var i = 0; i < attempts; i++)
        {
            (await _scene.Server.AcceptAsync()).Cut();
        }

        await Assert.ThrowsAsync<XmppConnectionException>(() => connecting);
        Assert.Equal(attempts, _scene.Server.Connections);
    }

    [Fact]
    public async Task A_silently_dead_link_is_noticed_and_made_anew_without_help()
    {
        var clock = new ManualClock();
        await using var proxy = new FaultProxy(_scene.Server.Port);
        await _scene.LogInAsync(o => o with { Server = proxy.Through(o.Server), Time = clock, PingInterval = TimeSpan.FromSeconds(30) });

        proxy.Blackhole();
        var online = _scene.States.NextAsync<XmppState.Online>();
        var serving = _scene.LogInUntilAsync(online);
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), online);

        await online;
        Assert.False(serving.IsFaulted);
    }

    [Fact]
    public async Task An_acknowledgement_that_got_lost_is_asked_for_again()
    {
        var clock = new ManualClock();
        var client = await _scene.LogInAsync(o => o with { Time = clock, KeepAliveInterval = TimeSpan.FromSeconds(4) }, resumeId: "s1");
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), _scene.Server.ExpectAsync(" "));   // the watch is kept
        var send = client.SendAsync(new Message { To = Jid.Parse("a@localhost") }, TestTimeout.Token);
        await _scene.Server.ExpectElementAsync("^<r");

        // More than half of the time limit, and less than all of it.
        for (var seconds = 0; seconds < 12; seconds++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        await _scene.Server.ExpectElementAsync("^<r");
        await _scene.Server.Current.AcknowledgeAsync(1);

        await send;
    }

    [Theory]
    [InlineData(1, 0.0, 0.25)]
    [InlineData(1, 1.0, 0.5)]
    [InlineData(3, 1.0, 2)]
    [InlineData(30, 1.0, 60)]
    [InlineData(2000, 0.0, 30)]
    public void Waits_double_up_to_a_limit_and_are_shortened_by_chance(int failures, double chance, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new XmppReconnect().DelayAfter(failures, chance));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _scene.DisposeAsync().AsTask();
}
