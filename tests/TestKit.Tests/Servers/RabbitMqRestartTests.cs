using System.Net.Sockets;
using BotPlatform.TestKit.Servers;

namespace BotPlatform.TestKit.Tests.Servers;

/// <summary>Apart from the other tests of the server, so that they run at the same time: a start takes its seconds.</summary>
public sealed class RabbitMqRestartTests
{
    [Fact]
    public async Task What_was_there_is_there_again_after_it_was_killed_or_stopped()
    {
        await using var server = await RabbitMqServer.StartAsync();
        var address = server.Uri;
        var host = (await server.NewVirtualHostAsync()).AbsolutePath.Trim('/');

        await server.KillAsync();
        await Assert.ThrowsAnyAsync<SocketException>(() => Amqp.GreetingAsync(server));
        await server.StartAgainAsync();
        Assert.Contains(host, await server.ControlAsync("list_vhosts"), StringComparison.Ordinal);

        await server.StopAsync();
        Assert.Null(server.Process);
        await server.StartAgainAsync();
        Assert.Contains(host, await server.ControlAsync("list_vhosts"), StringComparison.Ordinal);
        Assert.Equal(address, server.Uri);
    }
}
