using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;
using BotPlatform.Xmpp.Tests.Streams;

namespace BotPlatform.Xmpp.Tests.Sessions;

/// <summary>A client that comes back at once, the server that it talks to, and the states it goes through.</summary>
internal sealed class ReconnectScene : IAsyncDisposable
{
    private XmppClient? _client;

    public ScriptedXmppServer Server { get; } = new();

    public StateLog States { get; } = new();

    /// <summary>Plays logins until the client says that one succeeded: while the clock runs on, one may take too long.</summary>
    public async Task LogInUntilAsync(Task online)
    {
        while (!online.IsCompleted)
        {
            try
            {
                await Server.LogInAsync();
            }
            catch (IOException)
            {
                // The next one.
            }
        }
    }

    /// <summary>A client that is online.</summary>
    public async Task<XmppClient> LogInAsync(
        Func<XmppClientOptions, XmppClientOptions>? change = null, string? resumeId = null)
    {
        var client = Start(change);
        var connecting = client.ConnectAsync(TestTimeout.Token);
        await Server.LogInAsync(resumeId: resumeId);
        await connecting;
        await States.NextAsync<XmppState.Online>();
        return client;
    }

    /// <summary>A client that is idle; the scene disposes the last one.</summary>
    public XmppClient Start(Func<XmppClientOptions, XmppClientOptions>? change = null)
    {
        var options = Server.Persistent with { StateChanged = States.Add };
        return _client = new XmppClient(change?.Invoke(options) ?? options);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }
    }
}
