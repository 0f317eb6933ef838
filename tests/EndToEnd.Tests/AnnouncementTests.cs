using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>A text on a schedule, from the configuration to the reader.</summary>
public sealed class AnnouncementTests
{
    [Fact]
    public async Task An_announcement_comes_when_its_schedule_says()
    {
        await using var host = await RunningHost.StartAsync([.. EachSecond.Settings("101", "The second has come.", "Europe/Helsinki")]);
        await using var alice = await XmppClient.ConnectAsync(
            new XmppClientOptions
            {
                Server = host.SandboxWebSocket!,
                Host = "localhost",
                Credentials = XmppCredentials.Of("101-1", "alice-password"),
            },
            cancellationToken: TestTimeout.Token);
        await alice.SendAsync(new Presence(), TestTimeout.Token);

        var first = await NextMessageAsync(alice);
        var second = await NextMessageAsync(alice);

        Assert.Equal("The second has come.", first.Body);
        Assert.Equal("100-1", first.From!.Local);
        Assert.NotEqual(first.Id, second.Id);
    }

    private static async Task<Message> NextMessageAsync(XmppClient client)
    {
        while (true)
        {
            var received = await client.Received.ReadAsync(TestTimeout.Token);
            received.Acknowledge();
            if (received.Stanza is Message { Body: not null } message)
            {
                return message;
            }
        }
    }
}
