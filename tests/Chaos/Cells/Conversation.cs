using System.Globalization;
using BotPlatform.Chaos.Judging;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Chaos.Cells;

/// <summary>
/// A user who writes numbered messages in several dialogs and reads the answers. Her client behaves as a good one does: it sends
/// again, under the same id, what the server has not acknowledged, and never two messages of a dialog at the same time.
/// </summary>
internal sealed class Conversation : IAsyncDisposable
{
    private const string Author = "100"; // the bot's user, as rooms call it

    private readonly XmppClient _client;
    private readonly string[] _dialogs;
    private readonly List<(int Dialog, int Number)> _written = [];
    private readonly List<Seen> _seen = [];
    private readonly HashSet<(int, int)> _answered = [];
    private readonly SemaphoreSlim _lead;
    private readonly Lock _gate = new();
    private readonly Task _reading;
    private int _next;

    private Conversation(XmppClient client, string[] dialogs, int lead)
    {
        (_client, _dialogs, _lead) = (client, dialogs, new SemaphoreSlim(lead));
        _reading = ReadAsync();
    }

    /// <summary>Told how many messages have been answered, each time; must be quick.</summary>
    public Action<int> Answered { get; set; } = _ => { };

    /// <summary>Awaited before the next messages are written, one in each dialog.</summary>
    public Func<CancellationToken, Task> PaceAsync { get; set; } = _ => Task.CompletedTask;

    /// <summary>How many messages have been answered.</summary>
    public int AnsweredCount
    {
        get
        {
            lock (_gate)
            {
                return _answered.Count;
            }
        }
    }

    /// <summary>What was written, and acknowledged by the server.</summary>
    public IReadOnlyCollection<(int Dialog, int Number)> Written => _written;

    /// <summary>What the client was given by the bot, in order.</summary>
    public IReadOnlyList<Seen> Seen
    {
        get
        {
            lock (_gate)
            {
                return [.. _seen];
            }
        }
    }

    /// <param name="sandbox">Where they talk.</param>
    /// <param name="dialogs">In how many dialogs.</param>
    /// <param name="lead">How many messages may be unanswered before the next is written.</param>
    public static async Task<Conversation> BeginAsync(RunningSandbox sandbox, int dialogs, int lead)
    {
        var ids = await Groups.CreateAsync(sandbox.Api, dialogs);
        var client = await XmppClient.ConnectAsync(
            new XmppClientOptions
            {
                Server = sandbox.WebSocket,
                Host = "localhost",
                Credentials = XmppCredentials.Of("101-1", "alice-password"),
                Resource = "the-user-of-the-matrix",
                Reconnect = new XmppReconnect
                {
                    FirstDelay = TimeSpan.FromMilliseconds(50),
                    MaxDelay = TimeSpan.FromMilliseconds(500),
                },
                SessionStarted = (session, cancellationToken) => session.PostAsync(new Presence(), cancellationToken),
            },
            cancellationToken: TestTimeout.Token);
        return new Conversation(client, ids, lead);
    }

    /// <summary>Writes so many messages, one in each dialog and again from the first; returns when the server has them.</summary>
    /// <param name="count">How many.</param>
    /// <param name="prefix">What each begins with.</param>
    /// <param name="dialogs">In how many of the dialogs; all unless told.</param>
    /// <param name="cancellationToken">Gives up; what was not written is not counted.</param>
    public async Task WriteAsync(int count, string prefix = "", int? dialogs = null, CancellationToken cancellationToken = default)
    {
        for (var written = 0; written < count;)
        {
            await PaceAsync(cancellationToken);
            var batch = new List<(int Dialog, int Number)>();
            for (var dialog = 0; dialog < (dialogs ?? _dialogs.Length) && written < count; dialog++, written++)
            {
                await _lead.WaitAsync(cancellationToken);
                batch.Add((dialog, _next++));
            }

            await Task.WhenAll(batch.Select(one => WriteAsync(one.Dialog, one.Number, prefix, cancellationToken)));
            _written.AddRange(batch);
        }
    }

    /// <summary>Lets so many more messages be unanswered before the next one is written.</summary>
    public void RunAhead(int messages) => _lead.Release(messages);

    /// <summary>Waits until so many messages are answered; false when nothing more comes.</summary>
    /// <param name="messages">How many.</param>
    /// <param name="patience">How long nothing may come before it is given up.</param>
    public async Task<bool> WhenAnsweredAsync(int messages, TimeSpan patience)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var (last, still) = (-1, 0);
        while (await tick.WaitForNextTickAsync())
        {
            var count = AnsweredCount;
            still = count == last ? still + 1 : 0;
            last = count;
            if (count >= messages)
            {
                return true;
            }

            if (still * tick.Period >= patience)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Reads what the server has for the user this instant, and no more.</summary>
    public async Task EndAsync()
    {
        await _client.PingAsync(TestTimeout.Token); // its answer comes behind all that
        await _client.DisposeAsync();
        await _reading;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _reading;
        _lead.Dispose();
    }

    /// <summary>What a message says of itself.</summary>
    internal static bool TryRead(string text, out int dialog, out int number)
    {
        (dialog, number) = (0, 0);
        return text.Split(' ') is [.., var first, "in", var last]
            && int.TryParse(first, CultureInfo.InvariantCulture, out number) && int.TryParse(last, CultureInfo.InvariantCulture, out dialog);
    }

    private async Task WriteAsync(int dialog, int number, string prefix, CancellationToken cancellationToken)
    {
        var message = new Message
        {
            To = Jid.Parse($"1_{_dialogs[dialog]}@muc.localhost"),
            Type = MessageType.GroupChat,
            Id = string.Create(CultureInfo.InvariantCulture, $"c0d{number:x21}"),
        }.WithBody(string.Create(CultureInfo.InvariantCulture, $"{prefix}{number} in {dialog}"));
        while (true)
        {
            try
            {
                await _client.SendAsync(message, cancellationToken);
                return;
            }
            catch (XmppConnectionException)
            {
                await _client.ConnectAsync(cancellationToken);
            }
        }
    }

    private async Task ReadAsync()
    {
        await foreach (var received in _client.Received.ReadAllAsync())
        {
            received.Acknowledge();
            if (received.Stanza is Message { Body: { } body, Id: { } id, From.Resource: Author }
                && TryRead(body, out var dialog, out var number))
            {
                See(new Seen(id, dialog, number));
            }
        }
    }

    private void See(Seen one)
    {
        int count;
        lock (_gate)
        {
            _seen.Add(one);
            if (!_answered.Add((one.Dialog, one.Number)))
            {
                return;
            }

            count = _answered.Count;
        }

        _lead.Release();
        Answered(count);
    }
}
