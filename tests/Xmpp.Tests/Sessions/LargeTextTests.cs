using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Tests.Streams;

namespace BotPlatform.Xmpp.Tests.Sessions;

/// <summary>Texts of megabytes: refused by the limit, or read in one piece where the limit allows them.</summary>
public sealed class LargeTextTests : IAsyncLifetime
{
    private const int Megabyte = 1024 * 1024;

    private readonly ScriptedXmppServer _server = new();
    private readonly StateLog _states = new();
    private XmppClient? _client;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_text_beyond_the_limit_costs_the_session_and_not_the_client(int megabytes)
    {
        await LogInAsync(XmlLimits.Default);

        var sending = SendAsync(_server.Current, megabytes);
        await _server.LogInAsync();
        await sending;

        var reason = Assert.IsType<XmppFormatException>((await _states.NextAsync<XmppState.Reconnecting>()).Error);
        Assert.Equal("policy-violation", reason.StreamErrorCondition);
        Assert.False((await _states.NextAsync<XmppState.Online>()).IsResumed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_text_within_a_raised_limit_is_read(int megabytes)
    {
        var client = await LogInAsync(new XmlLimits { MaxBytes = 5 * Megabyte });

        var sending = SendAsync(_server.Current, megabytes);
        var message = Assert.IsType<Message>((await client.Received.ReadAsync(TestTimeout.Token)).Stanza);
        await sending;

        Assert.Equal(megabytes * Megabyte, message.Body!.Length);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }
    }

    // A client that has heard enough closes in the middle of it.
    private static async Task SendAsync(ScriptedConnection connection, int megabytes)
    {
        try
        {
            await connection.SendAsync($"<message from='a@localhost/x'><body>{new string('x', megabytes * Megabyte)}</body></message>");
        }
        catch (IOException)
        {
            // It did.
        }
    }

    private async Task<XmppClient> LogInAsync(XmlLimits limits)
    {
        var script = _server.LogInAsync();
        _client = await XmppClient.ConnectAsync(
            _server.Persistent with { Limits = limits, StateChanged = _states.Add }, cancellationToken: TestTimeout.Token);
        await script;
        await _states.NextAsync<XmppState.Online>();
        return _client;
    }
}
