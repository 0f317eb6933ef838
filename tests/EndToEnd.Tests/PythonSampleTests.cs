using BotPlatform.TestKit;
using BotPlatform.TestKit.Servers;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>The program of <c>samples/python</c>, beside a host that uses a real RabbitMQ.</summary>
public sealed class PythonSampleTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Fact]
    public async Task It_answers_through_the_broker_and_also_what_came_while_it_was_away()
    {
        await using var broker = await RabbitMqServer.StartAsync();
        await using var host = await RunningHost.StartAsync("--Bus:Transport=RabbitMq", $"--Bus:RabbitMq:Uri={broker.Uri}");
        await using var alice = await XmppClient.ConnectAsync(
            new XmppClientOptions
            {
                Server = host.SandboxWebSocket!,
                Host = "localhost",
                Credentials = XmppCredentials.Of("101-1", "alice-password"),
            },
            cancellationToken: TestTimeout.Token);
        await alice.PostAsync(new Presence(), TestTimeout.Token);

        await using (var python = await StartAsync(broker))
        {
            await WriteAsync(alice, "python: hello");
            await ReadAsync(alice, "hello");
            Assert.Equal(0, await python.StopAsync());
        }

        await WriteAsync(alice, "python: are you there?");
        await using (await StartAsync(broker))
        {
            await ReadAsync(alice, "are you there?");
        }
    }

    public void Dispose() => _directory.Dispose();

    // Debian's own Python has Debian's pika.
    private Task<ServerProcess> StartAsync(RabbitMqServer broker) => ServerProcess.Start(
        "/usr/bin/python3",
        [Repository.File("samples", "python", "echo.py")],
        _directory.Path,
        new Dictionary<string, string> { ["AMQP_URL"] = broker.Uri.AbsoluteUri })
        .BeginAsync(python => python.WaitForLineAsync("^reading events$", TestTimeout.Token));

    private static async Task WriteAsync(XmppClient client, string text) => await client.SendAsync(
        new Message { To = Jid.Parse("100-1@localhost"), Type = MessageType.Chat }.WithBody(text), TestTimeout.Token);

    // The help bot writes too: it does not understand such texts.
    private static async Task ReadAsync(XmppClient client, string text)
    {
        while (true)
        {
            var received = await client.Received.ReadAsync(TestTimeout.Token);
            received.Acknowledge();
            if (received.Stanza is Message { Body: { } body } && body == text)
            {
                return;
            }
        }
    }
}
