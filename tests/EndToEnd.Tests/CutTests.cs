using System.Globalization;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Network;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using Xunit.Abstractions;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>The whole way there and back, over a link that breaks again and again.</summary>
public sealed class CutTests(ITestOutputHelper output)
{
    private const int Messages = 3_000;
    private const int Cuts = 30;

    // How many messages may be unanswered, so that every connection carries something both ways.
    private const int Lead = 100;

    [Fact]
    public async Task Every_message_is_answered_once_and_in_order_although_the_hosts_link_is_cut()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await using var proxy = new FaultProxy(sandbox.WebSocket.Port);
        var schedule = new CutSchedule(Cuts, minBytes: 100, maxBytes: 20_000);
        output.WriteLine($"{schedule}");
        proxy.Follow(schedule);
        await using var host = await RunningHost.StartAsync(
        [
            .. sandbox.HostSettings(proxy.Through(sandbox.WebSocket)),
            "--ConnectyCube:Reconnect:FirstDelay=00:00:00.001", "--ConnectyCube:Reconnect:MaxDelay=00:00:00.001",
        ]);
        await using var alice = await XmppClient.ConnectAsync(
            new XmppClientOptions
            {
                Server = sandbox.WebSocket,
                Host = "localhost",
                Credentials = XmppCredentials.Of("101-1", "alice-password"),
            },
            cancellationToken: TestTimeout.Token);
        await alice.PostAsync(new Presence(), TestTimeout.Token);

        using var lead = new SemaphoreSlim(Lead);
        var sending = SendAsync(alice, lead);
        var answers = await ReadAsync(alice, lead);

        await sending;
        output.WriteLine($"{proxy.Cuts} cuts");
        output.WriteLine(host.Process.Output);
        Assert.Equal(Enumerable.Range(0, Messages).Select(i => i.ToString(CultureInfo.InvariantCulture)), answers);
        Assert.Equal(Cuts, proxy.Cuts);
    }

    private static Message Echo(int number) => new Message
    {
        To = Jid.Parse("100-1@localhost"),
        Type = MessageType.Chat,
        Id = $"c0d{number:x21}",
    }.WithBody($"!echo {number}");

    private static async Task SendAsync(XmppClient client, SemaphoreSlim lead)
    {
        var sends = new List<Task>();
        for (var i = 0; i < Messages; i++)
        {
            await lead.WaitAsync(TestTimeout.Token);
            sends.Add(client.SendAsync(Echo(i), TestTimeout.Token));
        }

        await Task.WhenAll(sends);
    }

    private static async Task<List<string>> ReadAsync(XmppClient client, SemaphoreSlim lead)
    {
        var answers = new List<string>();
        while (answers.Count < Messages)
        {
            var received = await client.Received.ReadAsync(TestTimeout.Token);
            received.Acknowledge();
            if (received.Stanza is Message { Body: { } body })
            {
                answers.Add(body);
                lead.Release();
            }
        }

        return answers;
    }
}
