using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Tests.Streams;

namespace BotPlatform.Xmpp.Tests.Sessions;

/// <summary>What the owner of a client asks for: a connection now, none any more, a session set up in its way.</summary>
public sealed class AskedConnectionTests : IAsyncLifetime
{
    private readonly ReconnectScene _scene = new();

    [Fact]
    public async Task Asking_for_a_connection_ends_the_wait_for_the_next_attempt()
    {
        var client = await _scene.LogInAsync(o => o with
        {
            Reconnect = new XmppReconnect { FirstDelay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(1) },
        });
        _scene.Server.Reset();
        await _scene.States.NextAsync<XmppState.Reconnecting>();

        var connecting = client.ConnectAsync(TestTimeout.Token);
        await _scene.Server.LogInAsync();

        await connecting;
    }

    [Fact]
    public async Task Asking_for_a_connection_that_is_there_checks_it()
    {
        var client = await _scene.LogInAsync();

        var connecting = client.ConnectAsync(TestTimeout.Token);
        await _scene.Server.Current.AnswerAsync(await _scene.Server.ExpectElementAsync("urn:xmpp:ping"));

        await connecting;
        Assert.Equal(1, _scene.Server.Connections);
    }

    [Fact]
    public async Task A_client_that_was_disconnected_can_be_connected_again()
    {
        var client = await _scene.LogInAsync();
        var goodbye = client.DisconnectAsync();
        await _scene.Server.ExpectAsync("</stream:stream>");
        await _scene.Server.SendAsync("</stream:stream>");
        await goodbye;
        Assert.Null(Assert.IsType<XmppState.Closed>(client.State).Error);
        await Assert.ThrowsAsync<XmppConnectionException>(() => client.SendAsync(new Message(), TestTimeout.Token));

        var connecting = client.ConnectAsync(TestTimeout.Token);
        await _scene.Server.LogInAsync();

        await connecting;
        Assert.IsType<XmppState.Online>(client.State);
    }

    [Fact]
    public async Task A_client_that_is_dropped_says_nothing_more()
    {
        var client = await _scene.LogInAsync();

        client.Drop();
        await client.DisposeAsync();

        Assert.DoesNotContain("</stream:stream>", await _scene.Server.Current.ExpectEndAsync(), StringComparison.Ordinal);
        Assert.Null(Assert.IsType<XmppState.Closed>(client.State).Error);
    }

    [Fact]
    public async Task A_client_that_is_dropped_makes_no_more_attempts()
    {
        var client = _scene.Start(o => o with { Reconnect = new XmppReconnect { FirstDelay = TimeSpan.FromHours(1) } });
        var connecting = client.ConnectAsync(TestTimeout.Token);
        (await _scene.Server.AcceptAsync()).Cut();
        await _scene.States.NextAsync<XmppState.Reconnecting>();

        client.Drop();

        await Assert.ThrowsAsync<XmppConnectionException>(() => connecting);
    }

    [Fact]
    public async Task A_disconnect_ends_the_attempts()
    {
        var client = _scene.Start(o => o with { Reconnect = new XmppReconnect { FirstDelay = TimeSpan.FromHours(1) } });
        var connecting = client.ConnectAsync(TestTimeout.Token);
        (await _scene.Server.AcceptAsync()).Cut();
        await _scene.States.NextAsync<XmppState.Reconnecting>();

        await client.DisconnectAsync();

        await Assert.ThrowsAsync<XmppConnectionException>(() => connecting);
        await client.Completion;
    }

    [Fact]
    public async Task Nobody_sends_before_a_new_session_is_set_up()
    {
        var mayGoOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var client = _scene.Start(o => o with
        {
            SessionStarted = async (session, token) =>
            {
                await mayGoOn.Task.WaitAsync(token);
                await session.PostAsync(new Presence(), token);
            },
        });
        var connecting = client.ConnectAsync(TestTimeout.Token);
        await _scene.Server.LogInAsync();

        await Assert.ThrowsAsync<XmppConnectionException>(() => client.SendAsync(new Message(), TestTimeout.Token));
        mayGoOn.SetResult();

        await connecting;
        await _scene.Server.ExpectElementAsync("^<presence");
    }

    [Fact]
    public async Task A_session_that_can_not_be_set_up_is_closed_and_tried_again()
    {
        var tries = 0;
        var connecting = _scene.Start(o => o with
        {
            SessionStarted = (_, _) => ++tries == 1 ? throw new InvalidOperationException("A mistake.") : Task.CompletedTask,
        }).ConnectAsync(TestTimeout.Token);

        var first = await _scene.Server.LogInAsync();
        await first.ExpectAsync("</stream:stream>");
        first.Cut();
        await _scene.Server.LogInAsync();

        await connecting;
        Assert.Contains(
            "A mistake.", (await _scene.States.NextAsync<XmppState.Reconnecting>()).Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logins_beyond_the_limit_wait_for_their_turn()
    {
        using var limiter = new LoginLimiter(1);
        var first = _scene.Start(o => o with { LoginLimiter = limiter }).ConnectAsync(TestTimeout.Token);
        await using var second = new XmppClient(_scene.Server.Persistent with { LoginLimiter = limiter });
        var script = await _scene.Server.AcceptAsync();
        var waiting = second.ConnectAsync(TestTimeout.Token);

        var next = _scene.Server.AcceptAsync();
        Assert.False(next.IsCompleted);
        await script.LogInAsync();
        await first;
        await (await next).LogInAsync();

        await waiting;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _scene.DisposeAsync().AsTask();
}
