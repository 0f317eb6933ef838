using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>Alice, who chats with the bot of a host and reads what comes, edits too.</summary>
internal sealed class Chatter : IAsyncDisposable
{
    private readonly XmppClient _client;
    private int _last;

    private Chatter(XmppClient client) => _client = client;

    public static async Task<Chatter> ConnectAsync(RunningHost host)
    {
        var client = await XmppClient.ConnectAsync(
            new XmppClientOptions
            {
                Server = host.SandboxWebSocket!,
                Host = "localhost",
                Credentials = XmppCredentials.Of("101-1", "alice-password"),
            },
            cancellationToken: TestTimeout.Token);
        await client.PostAsync(new Presence(), TestTimeout.Token);
        return new Chatter(client);
    }

    public Task SayAsync(string text) => _client.SendAsync(
        new Message
        {
            To = Jid.Parse("100-1@localhost"),
            Type = MessageType.Chat,
            Id = $"c4a77e{++_last:x18}",
        }.WithBody(text),
        TestTimeout.Token);

    /// <summary>The next message, or the next edit of one, that holds a text.</summary>
    public async Task<Message> ReadAsync(string part)
    {
        while (true)
        {
            var received = await _client.Received.ReadAsync(TestTimeout.Token);
            received.Acknowledge();
            if (received.Stanza is Message { Body: { } body } message && body.Contains(part, StringComparison.Ordinal))
            {
                return message;
            }
        }
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
