using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using BotPlatform.TestKit.Servers;

namespace BotPlatform.TestKit.Tests.Servers;

public sealed class RabbitMqServerTests
{
    [Fact]
    public async Task It_speaks_AMQP_as_soon_as_it_is_there_and_on_this_machine_only()
    {
        await using var server = await RabbitMqServer.StartAsync();

        var greeting = await Amqp.GreetingAsync(server);
        var open = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(e => server.Ports.Contains(e.Port)).ToArray();

        // A method frame (1) of channel 0: connection.start (class 10, method 10).
        Assert.Equal<byte>([1, 0, 0], greeting[..3]);
        Assert.Equal<byte>([0, 10, 0, 10], greeting[7..11]);
        Assert.Contains("RabbitMQ", Encoding.UTF8.GetString(greeting), StringComparison.Ordinal);
        Assert.Equal(server.Ports.Order(), open.Select(e => e.Port).Distinct().Order());
        Assert.All(open, e => Assert.True(IPAddress.IsLoopback(e.Address)));
    }

    [Fact]
    public async Task Several_stand_side_by_side_and_leave_nothing_behind()
    {
        var servers = await Task.WhenAll(RabbitMqServer.StartAsync(), RabbitMqServer.StartAsync());

        Assert.NotEqual(servers[0].Uri.Port, servers[1].Uri.Port);
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => servers[0].ControlAsync("delete_queue", "nobody-made-it"));
        Assert.Contains("Queue not found", refusal.Message, StringComparison.Ordinal);
        Assert.NotEqual(await servers[0].NewVirtualHostAsync(), await servers[0].NewVirtualHostAsync());
        Assert.All(servers, server => Assert.NotEmpty(ProcessesIn(server.Directory)));
        await servers[0].DisposeAsync();
        await Amqp.GreetingAsync(servers[1]);
        await servers[1].DisposeAsync();

        await Assert.ThrowsAnyAsync<SocketException>(() => Amqp.GreetingAsync(servers[1]));
        Assert.All(servers, server => Assert.Empty(ProcessesIn(server.Directory)));
        Assert.All(servers, server => Assert.False(Directory.Exists(server.Directory)));
    }

    // The port mapper and the helpers of Erlang do not name the directory on their command lines, but they run in it. So does the last
    // nap of the guard around each.
    private static IEnumerable<string> ProcessesIn(string directory) =>
        from process in Directory.EnumerateDirectories("/proc")
        where new FileInfo(Path.Combine(process, "cwd")).LinkTarget == directory
        let program = new FileInfo(Path.Combine(process, "exe")).LinkTarget
        where program?.EndsWith("/sleep", StringComparison.Ordinal) == false
        select program;
}
