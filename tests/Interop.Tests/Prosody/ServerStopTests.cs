using BotPlatform.TestKit;
using BotPlatform.Xmpp;

namespace BotPlatform.Interop.Tests.Prosody;

/// <summary>A server of its own for the test that takes it away.</summary>
public sealed class ServerStopTests : IAsyncLifetime, IDisposable
{
    private readonly ProsodyServer _prosody = new();

    public Task InitializeAsync() => _prosody.InitializeAsync();

    public Task DisposeAsync() => _prosody.DisposeAsync();

    public void Dispose() => _prosody.Dispose();

    [Fact]
    public async Task A_server_that_stops_ends_every_connection()
    {
        var clients = new List<(WayIn Way, XmppClient Client)>();
        foreach (var way in Enum.GetValues<WayIn>())
        {
            clients.Add((way, await Inbox.OnlineAsync(_prosody.Options(way, "sha256.test"))));
        }

        await _prosody.DisposeAsync();

        foreach (var (way, client) in clients)
        {
            var error = await Assert.ThrowsAsync<XmppConnectionException>(() => client.Completion.WaitAsync(TestTimeout.Token));
            if (way is WayIn.StartTls or WayIn.DirectTls)
            {
                // Prosody sometimes ends before the reason has left through a WebSocket.
                Assert.Equal("system-shutdown", error.StreamErrorCondition);
            }

            await Assert.ThrowsAsync<XmppConnectionException>(
                () => client.SendAsync(Inbox.Text(client.Address, "too late"), TestTimeout.Token));
            await client.DisposeAsync();
        }

        await Assert.ThrowsAsync<XmppConnectionException>(
            () => XmppClient.ConnectAsync(_prosody.Options(WayIn.StartTls, "sha256.test"), cancellationToken: TestTimeout.Token));
    }
}
