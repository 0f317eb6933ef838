using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;

namespace BotPlatform.Interop.Tests.Standard;

/// <summary>A server of its own for the test that takes it away.</summary>
public sealed class ServerStopTests
{
    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task A_server_that_stops_ends_every_connection(ServerKind kind)
    {
        using var server = ChatServers.Create(kind);
        await server.InitializeAsync();
        var clients = new List<XmppClient>();
        foreach (var way in Enum.GetValues<WayIn>())
        {
            clients.Add(await Inbox.OnlineAsync(server.Options(server.NewUser(), way)));
        }

        await server.DisposeAsync();

        foreach (var client in clients)
        {
            var error = await Assert.ThrowsAsync<XmppConnectionException>(() => client.Completion.WaitAsync(TestTimeout.Token));

            // A session that can be resumed may be let go without a word, so that it can be resumed at the server's next start.
            Assert.Contains(error.StreamErrorCondition, (string?[])["system-shutdown", null]);

            await Assert.ThrowsAsync<XmppConnectionException>(
                () => client.SendAsync(Inbox.Text(client.Address, "too late"), TestTimeout.Token));
            await client.DisposeAsync();
        }

        await Assert.ThrowsAsync<XmppConnectionException>(
            () => XmppClient.ConnectAsync(server.Options(server.NewUser()), cancellationToken: TestTimeout.Token));
    }
}
