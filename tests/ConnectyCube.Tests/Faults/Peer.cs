using System.Globalization;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Tests.Faults;

/// <summary>
/// A user at the other end of a conversation, whose own connection is sound. She writes numbered messages and types after each; the
/// number of the typing travels as the second in which it was sent.
/// </summary>
internal sealed class Peer(XmppClient client, Jid bot, int count) : IDisposable
{
    private const long FirstSecond = 1_000_000_000;
    private const int Lead = 30;   // how far she may be ahead of the bot; fewer than the server keeps for the absent

    private readonly SemaphoreSlim _lead = new(Lead);

    /// <summary>When each typing was sent.</summary>
    public DateTimeOffset[] TypedAt { get; } = new DateTimeOffset[count];

    /// <summary>How often each of the bot's messages came.</summary>
    public int[] Read { get; } = new int[count];

    /// <summary>The number of a typing.</summary>
    public static int NumberOf(DateTimeOffset sent) => (int)(sent.ToUnixTimeSeconds() - FirstSecond);

    /// <summary>The bot has read one more.</summary>
    public void Allow() => _lead.Release();

    /// <summary>Writes them all.</summary>
    public async Task WriteAsync()
    {
        var patience = TestTimeout.Token;
        for (var i = 0; i < count; i++)
        {
            await _lead.WaitAsync(patience);
            await WriteAsync(Text(i));
            TypedAt[i] = TimeProvider.System.GetUtcNow();
            await client.PostAsync(Typing(i), patience);
        }
    }

    /// <summary>Writes one message more.</summary>
    public Task WriteAsync(string text) =>
        client.PostAsync(new Message { To = bot, Type = MessageType.Chat, Id = NewId() }.WithBody(text), TestTimeout.Token);

    /// <summary>Reads until each of the bot's messages has come.</summary>
    public async Task ReadAsync()
    {
        var missing = count;
        await foreach (var received in client.Received.ReadAllAsync(TestTimeout.Token))
        {
            received.Acknowledge();
            if (received.Stanza is Message { Body: { } body } && Read[Number(body)]++ == 0 && --missing == 0)
            {
                return;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _lead.Dispose();

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string NewId() => Guid.NewGuid().ToString("N")[..24];

    private Message Typing(int number) => new Message { To = bot, Type = MessageType.Chat, Id = NewId() }
        .WithChatState(ChatState.Composing)
        .With(new Element(
            new XmlName(Namespaces.Client, "extraParams"), [],
            new Element(new XmlName(Namespaces.Client, "date_sent"), (FirstSecond + number).ToString(CultureInfo.InvariantCulture))));
}
