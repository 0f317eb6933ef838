using System.Globalization;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>Somebody writes faster than the bot answers: everything waits its turn, nothing is lost, nothing grows without bound.</summary>
public sealed class FloodTests
{
    private const int Messages = 5_000;

    [Theory]
    [InlineData("4000", "100")]    // full at every place on the way
    [InlineData("10000", "1000")]  // as it comes
    public async Task Every_message_of_a_flood_is_answered_once_and_in_order(string queueLimit, string inFlight)
    {
        await using var host = await RunningHost.StartAsync(
            $"--Sandbox:SessionQueueLimit={queueLimit}", "--Sandbox:OfflineLimit=100",
            $"--Bus:MaxEventsInFlight={inFlight}", $"--Bus:MaxCommandsInFlight={inFlight}");
        await using var alice = await XmppClient.ConnectAsync(
            new XmppClientOptions
            {
                Server = host.SandboxWebSocket!,
                Host = "localhost",
                Credentials = XmppCredentials.Of("101-1", "alice-password"),
            },
            cancellationToken: TestTimeout.Token);
        await alice.PostAsync(new Presence(), TestTimeout.Token);
        var answers = ReadAsync(alice, TestTimeout.Token);

        var sends = Enumerable.Range(0, Messages).Select(i => alice.SendAsync(Echo(i), TestTimeout.Token));
        await Task.WhenAll(sends);

        Assert.Equal(Enumerable.Range(0, Messages).Select(i => i.ToString(CultureInfo.InvariantCulture)), await answers);
    }

    private static Message Echo(int number) => new Message
    {
        To = Jid.Parse("100-1@localhost"),
        Type = MessageType.Chat,
        Id = $"f100d{number:x19}",
    }.WithBody($"!echo {number}");

    private static async Task<List<string>> ReadAsync(XmppClient client, CancellationToken cancellationToken)
    {
        var answers = new List<string>();
        while (answers.Count < Messages)
        {
            var received = await client.Received.ReadAsync(cancellationToken);
            if (received.Stanza is Message { Body: { } body })
            {
                answers.Add(body);
            }

            received.Acknowledge();
        }

        return answers;
    }
}
