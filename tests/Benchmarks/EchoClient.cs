using System.Collections.Concurrent;
using System.Diagnostics;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Benchmarks;

/// <summary>A user who writes to a bot and waits for the same text to come back.</summary>
internal sealed class EchoClient : IAsyncDisposable
{
    private readonly XmppClient _client;
    private readonly string _prefix;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new();
    private readonly Task _reading;
    private readonly Jid _bot;
    private int _next;

    private EchoClient(XmppClient client, Jid bot, string prefix)
    {
        _client = client;
        _bot = bot;
        _prefix = prefix;
        _reading = ReadAsync();
    }

    /// <param name="server">The sandbox's address.</param>
    /// <param name="user">The number of a sandbox user.</param>
    /// <param name="bot">The number of the bot's user.</param>
    /// <param name="prefix">What makes the bot answer: <c>!echo </c>, or nothing for a bare echo.</param>
    public static async Task<EchoClient> ConnectAsync(Uri server, int user, int bot, string prefix) =>
        new(await LogInAsync(server, user), Jid.Parse($"{bot}-1@localhost"), prefix);

    public static async Task<XmppClient> LogInAsync(Uri server, int user)
    {
        string[] logins = ["bot", "alice", "bob", "carol", "dave"];
        var client = await XmppClient.ConnectAsync(new XmppClientOptions
        {
            Server = server,
            Host = "localhost",
            Credentials = XmppCredentials.Of($"{user}-1", $"{logins[user - 100]}-password"),
        });
        await client.PostAsync(new Presence());
        return client;
    }

    /// <summary>One message there and back; returns how long it took.</summary>
    public async Task<TimeSpan> RoundTripAsync()
    {
        var text = $"{Interlocked.Increment(ref _next)} of this user's messages";
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[text] = answered;
        var start = Stopwatch.GetTimestamp();
        await _client.PostAsync(new Message { To = _bot, Type = MessageType.Chat, Id = MessageId() }.WithBody(_prefix + text));
        await answered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return Stopwatch.GetElapsedTime(start);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _reading;
    }

    private static string MessageId() => Convert.ToHexStringLower(Guid.NewGuid().ToByteArray().AsSpan(0, 12));

    private async Task ReadAsync()
    {
        await foreach (var received in _client.Received.ReadAllAsync())
        {
            if (received.Stanza is Message { Body: { } body } && _waiting.TryRemove(body, out var answered))
            {
                answered.SetResult();
            }

            received.Acknowledge();
        }
    }
}
