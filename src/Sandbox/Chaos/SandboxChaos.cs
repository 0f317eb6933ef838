using BotPlatform.Sandbox.Chat;
using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Sandbox.Chat.Streams;
using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Chaos;

/// <summary>
/// Makes the sandbox do on command what goes wrong with real servers. For tests in the same process; nothing of it is on the
/// network.
/// </summary>
public sealed class SandboxChaos
{
    private readonly ChatContext _context;
    private readonly ChatServer _chat;

    internal SandboxChaos(ChatContext context, ChatServer chat) => (_context, _chat) = (context, chat);

    /// <summary>
    /// Ends all sessions of a user with a stream error; they cannot be resumed. Returns how many there were.
    /// </summary>
    /// <param name="userId">Whose sessions.</param>
    /// <param name="condition">
    /// RFC 6120 §4.9.3: for example <c>conflict</c>, <c>system-shutdown</c> or <c>policy-violation</c>.
    /// </param>
    /// <param name="content">What the condition holds: for <c>see-other-host</c>, the host and port.</param>
    public int Kick(int userId, string condition, string? content = null)
    {
        var sessions = _context.Mailboxes.Of(userId).Sessions;
        foreach (var session in sessions)
        {
            session.End(new StreamFault(condition, content));
        }

        return sessions.Count;
    }

    /// <summary>
    /// Drops all chat connections without a goodbye, in the middle of whatever they do. Sessions can be resumed. Returns when the
    /// sandbox itself has taken notice.
    /// </summary>
    public Task CutAsync()
    {
        _chat.CutAll();
        return BreakAsync(_context.Mailboxes.All);
    }

    /// <summary>The same for the sessions of one user.</summary>
    public Task CutAsync(int userId) => BreakAsync([_context.Mailboxes.Of(userId)]);

    /// <summary>
    /// A room forgets, without a word to anybody, that a user's sessions have joined it (XEP-0410 §1). False when none of them
    /// had.
    /// </summary>
    public bool ForgetOccupant(string dialogId, int userId) => _context.Rooms.Forget(dialogId, userId);

    /// <summary>Refuses every login, however right, until the result is disposed. Sessions that exist go on.</summary>
    /// <param name="condition">RFC 6120 §6.5: what clients are told. Default <c>temporary-auth-failure</c>.</param>
    public IDisposable RefuseLogins(string condition = "temporary-auth-failure")
    {
        _context.Accounts.Refusal = condition;
        return new Undo(() => _context.Accounts.Refusal = null);
    }

    /// <summary>
    /// Stands still until the result is disposed: chat connections stay open and new ones are accepted, but nothing is read or
    /// answered. Then everything goes on where it stopped.
    /// </summary>
    public IDisposable StandStill()
    {
        _context.Standstill.Begin();
        return new Undo(_context.Standstill.End);
    }

    /// <summary>
    /// Refuses REST calls as too many: with status 429 and <c>Retry-After</c>, until so many were refused or the result is
    /// disposed. Chat goes on.
    /// </summary>
    /// <param name="count">How many calls to refuse. Default all.</param>
    /// <param name="retryAfter">What <c>Retry-After</c> says, in whole seconds. Default 1 second.</param>
    public IDisposable RefuseRequests(int count = int.MaxValue, TimeSpan? retryAfter = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var begun = _context.RequestLimit.Begin(count, retryAfter ?? TimeSpan.FromSeconds(1));
        return new Undo(() => _context.RequestLimit.End(begun));
    }

    /// <summary>What the sandbox knows of a user's sessions right now.</summary>
    public IReadOnlyList<SessionFacts> SessionsOf(int userId)
    {
        var mailbox = _context.Mailboxes.Of(userId);
        return
        [
            .. mailbox.Sessions.Select(session => new SessionFacts(
                session.Resource,
                IsConnected: session.Connection is not null,
                IsAvailable: mailbox.Available.Contains(session),
                IsActive: session.IsActive)),
        ];
    }

    /// <summary>
    /// Puts messages into the history of a dialog, a hundred thousand within a second; nobody hears of them. Returns their ids.
    /// <see cref="SandboxOptions.HistoryLimit"/> holds for them too.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such dialog.</exception>
    public IReadOnlyList<string> FillHistory(string dialogId, IEnumerable<PastMessage> messages)
    {
        var world = _context.World;
        if (!world.Dialogs.TryFind(dialogId, out var dialog))
        {
            throw new ArgumentException($"There is no dialog {dialogId}.", nameof(dialogId));
        }

        var ids = new List<string>();
        foreach (var message in messages)
        {
            ids.Add(world.Ids.Next());
            world.History.TryAdd(new StoredMessage
            {
                Id = ids[^1],
                DialogId = dialog.Id,
                SenderId = message.SenderId,
                RecipientId = dialog.Type == DialogType.Private ? dialog.OtherThan(message.SenderId) : 0,
                DateSent = message.SentAt,
                CreatedAt = world.Time.GetUtcNow(),
                Body = message.Text,
            });
        }

        return ids;
    }

    private static Task BreakAsync(IEnumerable<Mailbox> mailboxes)
    {
        var connections = mailboxes.SelectMany(m => m.Sessions).Select(s => s.Connection).OfType<SessionConnection>().ToArray();
        foreach (var connection in connections)
        {
            connection.Break();
        }

        return Task.WhenAll(connections.Select(c => c.Ended));
    }

    private sealed class Undo(Action undo) : IDisposable
    {
        private Action? _undo = undo;

        public void Dispose() => Interlocked.Exchange(ref _undo, null)?.Invoke();
    }
}
