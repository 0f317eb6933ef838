using System.Globalization;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>
/// Alice writes to the echo bot, in turn alone with it and in a group, what the history keeps, and reads the answers: each counts once,
/// for the bot may have to send one again under its id.
/// </summary>
internal sealed class SavedConversation(XmppClient alice, string group)
{
    private static readonly XmlName ExtraParams = new(Namespaces.Client, "extraParams");
    private static readonly XmlName SaveToHistory = new(Namespaces.Client, "save_to_history");

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>What the bot answered alone.</summary>
    public List<int> Alone { get; } = [];

    /// <summary>What the bot answered in the group.</summary>
    public List<int> InGroup { get; } = [];

    /// <summary>Alice at a sandbox, on a connection that nobody breaks.</summary>
    public static async Task<SavedConversation> BeginAsync(RunningSandbox sandbox)
    {
        var alice = await XmppClient.ConnectAsync(
            new XmppClientOptions
            {
                Server = sandbox.WebSocket,
                Host = "localhost",
                Credentials = XmppCredentials.Of("101-1", "alice-password"),
            },
            cancellationToken: TestTimeout.Token);
        await alice.PostAsync(new Presence(), TestTimeout.Token);
        return new SavedConversation(alice, await Groups.CreateAsync(sandbox));
    }

    /// <summary>Writes one message; even numbers alone, odd ones in the group.</summary>
    public Task WriteAsync(int number)
    {
        var isAlone = number % 2 == 0;
        var message = new Message
        {
            To = Jid.Parse(isAlone ? "100-1@localhost" : $"1_{group}@muc.localhost"),
            Type = isAlone ? MessageType.Chat : MessageType.GroupChat,
            Id = $"c0d{number:x21}",
        };
        return alice.SendAsync(
            message.WithBody($"!echo {number}").With(new Element(ExtraParams, [], new Element(SaveToHistory, "1"))), TestTimeout.Token);
    }

    /// <summary>Reads until so many answers have come in all.</summary>
    /// <param name="count">How many.</param>
    /// <param name="answered">Called at each.</param>
    public async Task ReadAsync(int count, Action? answered = null)
    {
        while (Alone.Count + InGroup.Count < count)
        {
            var received = await alice.Received.ReadAsync(TestTimeout.Token);
            received.Acknowledge();
            if (received.Stanza is Message { Body: { } body, Id: { } id } answer
                && int.TryParse(body, CultureInfo.InvariantCulture, out var number) && _ids.Add(id))
            {
                (answer.Type == MessageType.GroupChat ? InGroup : Alone).Add(number);
                answered?.Invoke();
            }
        }
    }

    /// <summary>Says goodbye.</summary>
    public ValueTask EndAsync() => alice.DisposeAsync();
}
