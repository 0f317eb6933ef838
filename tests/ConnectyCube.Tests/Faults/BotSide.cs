using System.Collections.Concurrent;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Faults;

/// <summary>The account whose link is cut: it notes what it hears, and repeats what failed with the same command, as the host does.</summary>
internal sealed class BotSide(IChatConnector bot, string peerId, int count) : IDisposable
{
    public const string LastWord = "that is all";
    private const int Window = 100;
    private const int Lead = 300;   // how far it may be ahead of the peer, so that every connection carries something both ways

    private readonly SemaphoreSlim _lead = new(Lead);
    private int _repeated;

    /// <summary>How often each of the peer's messages came.</summary>
    public int[] Read { get; } = new int[count];

    /// <summary>When each came first.</summary>
    public DateTimeOffset[] ReadAt { get; } = new DateTimeOffset[count];

    /// <summary>Which of the peer's typings came.</summary>
    public HashSet<int> Typings { get; } = [];

    public List<GapDetected> Gaps { get; } = [];

    /// <summary>How many sends failed and were repeated.</summary>
    public int Repeated => _repeated;

    /// <summary>How many times the account became ready; known when the connector has been disposed.</summary>
    public async Task<int> CountReadyAsync()
    {
        var ready = 0;
        await foreach (var change in bot.StatusChanges.ReadAllAsync(TestTimeout.Token))
        {
            Assert.NotEqual(ConnectionState.Resumed, change.State);
            ready += change.State == ConnectionState.Ready ? 1 : 0;
        }

        return ready;
    }

    /// <summary>Writes all messages; ends when the server has each.</summary>
    public async Task WriteAsync()
    {
        var numbers = new ConcurrentQueue<int>(Enumerable.Range(0, count));
        await Task.WhenAll(Enumerable.Range(0, Window).Select(async _ =>
        {
            while (numbers.TryDequeue(out var number))
            {
                await _lead.WaitAsync(TestTimeout.Token);
                await WriteAsync(bot.Message(peerId, Peer.Text(number)));
            }
        }));
    }

    /// <summary>Reads until the last word; <paramref name="heard"/> is told each message that is new, <paramref name="heardAll"/> the end of them.</summary>
    public async Task ReadAsync(Action heard, Func<Task> heardAll)
    {
        var missing = count;
        await foreach (var received in bot.Events.ReadAllAsync(TestTimeout.Token))
        {
            received.Acknowledge();
            switch (received.Event)
            {
                case MessageReceived { Text: LastWord }:
                    return;
                case MessageReceived message when Read[Peer.Number(message.Text)]++ == 0:
                    ReadAt[Peer.Number(message.Text)] = TimeProvider.System.GetUtcNow();
                    heard();
                    _lead.Release();
                    if (--missing == 0)
                    {
                        await heardAll();
                    }

                    break;
                case TypingChanged typing:
                    Typings.Add(Peer.NumberOf(typing.Origin.OccurredAt));
                    break;
                case GapDetected gap:
                    Gaps.Add(gap);
                    break;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _lead.Dispose();

    private async Task WriteAsync(SendMessage command)
    {
        while (true)
        {
            try
            {
                await bot.SendAsync(command, TestTimeout.Token);
                return;
            }
            catch (ConnectorException e) when (e is not ConnectorRefusedException)
            {
                Interlocked.Increment(ref _repeated);
                await bot.ConnectAsync(TestTimeout.Token);   // returns when there is a connection
            }
        }
    }
}
