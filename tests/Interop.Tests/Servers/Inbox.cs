using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Interop.Tests.Servers;

/// <summary>What tests do with a client's incoming stanzas.</summary>
internal static class Inbox
{
    /// <summary>
    /// Logs in a user, one whom no test has used before unless told; then like <see cref="OnlineAsync(XmppClientOptions)"/>.
    /// </summary>
    public static Task<XmppClient> OnlineAsync(
        this IChatServer server, string? user = null, Func<XmppClientOptions, XmppClientOptions>? change = null)
    {
        var options = server.Options(user ?? server.NewUser());
        return OnlineAsync(change?.Invoke(options) ?? options);
    }

    /// <summary>Tells the server that messages to the bare address may come, and waits until it has heard.</summary>
    public static async Task<XmppClient> OnlineAsync(XmppClientOptions options)
    {
        var client = await XmppClient.ConnectAsync(options, cancellationToken: TestTimeout.Token);
        await client.SendAsync(new Presence(), TestTimeout.Token);
        return client;
    }

    /// <summary>The next message; presences on the way are acknowledged and dropped.</summary>
    public static async Task<Message> NextMessageAsync(this XmppClient client, bool acknowledge = true)
    {
        while (true)
        {
            var received = await client.Received.ReadAsync(TestTimeout.Token);
            if (acknowledge || received.Stanza is not Message)
            {
                received.Acknowledge();
            }

            if (received.Stanza is Message message)
            {
                return message;
            }
        }
    }

    /// <summary>The first stanza from which something can be picked; it and those on the way are acknowledged.</summary>
    public static async Task<T> UntilAsync<T>(this XmppClient client, Func<IStanza, T?> pick)
        where T : class
    {
        while (true)
        {
            var received = await client.Received.ReadAsync(TestTimeout.Token);
            received.Acknowledge();
            if (pick(received.Stanza) is { } picked)
            {
                return picked;
            }
        }
    }

    /// <summary>A 1-1 message.</summary>
    public static Message Text(Jid to, string body) =>
        new Message { To = to, Id = Guid.NewGuid().ToString("N"), Type = MessageType.Chat }.WithBody(body);
}
