using System.Globalization;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Interop.Tests.Faults;

/// <summary>One side of a conversation: it writes numbered messages, and notes which numbers it reads.</summary>
internal sealed class Conversation(XmppClient client, Jid peer, int count) : IDisposable
{
    // Enough to keep a link busy, and few enough that every cut meets messages that wait.
    private const int Window = 100;

    // How far a side may be ahead of the other, so that every connection carries something both ways.
    private const int Lead = 300;

    private readonly List<int> _read = [];
    private readonly SemaphoreSlim _lead = new(Lead);
    private int _repeated;

    /// <summary>The numbers that were read, in the order in which they came.</summary>
    public IReadOnlyList<int> Read => _read;

    /// <summary>How often a message was sent again because its session had ended.</summary>
    public int Repeated => _repeated;

    /// <summary>
    /// Writes them all; ends when the server has acknowledged each. What a session took along is written again on the next one, with
    /// the same id, as a host does it.
    /// </summary>
    public async Task WriteAsync()
    {
        using var room = new SemaphoreSlim(Window);
        var sends = new List<Task>(count);
        for (var i = 0; i < count; i++)
        {
            await _lead.WaitAsync(TestTimeout.Token);
            await room.WaitAsync(TestTimeout.Token);
            sends.Add(WriteAsync(i, room));
        }

        await Task.WhenAll(sends);
    }

    /// <summary>Reads until every number has come.</summary>
    public async Task ReadAsync()
    {
        var missing = Enumerable.Range(0, count).ToHashSet();
        await foreach (var received in client.Received.ReadAllAsync(TestTimeout.Token))
        {
            received.Acknowledge();
            if (received.Stanza is Message { Type: MessageType.Chat, Body: { } body })
            {
                _read.Add(int.Parse(body, CultureInfo.InvariantCulture));
                if (missing.Remove(_read[^1]))
                {
                    _lead.Release();
                }

                if (missing.Count == 0)
                {
                    return;
                }
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _lead.Dispose();

    private async Task WriteAsync(int number, SemaphoreSlim room)
    {
        // The id is fixed, and of the form that every one of the servers takes.
        var message = new Message { Id = $"{number:x24}", Type = MessageType.Chat, To = peer }
            .WithBody(number.ToString(CultureInfo.InvariantCulture));
        while (!await TrySendAsync(message))
        {
            Interlocked.Increment(ref _repeated);
            await client.ConnectAsync(TestTimeout.Token);
        }

        room.Release();
    }

    private async Task<bool> TrySendAsync(Message message)
    {
        try
        {
            await client.SendAsync(message, TestTimeout.Token);
            return true;
        }
        catch (XmppConnectionException)
        {
            return false;
        }
    }
}
