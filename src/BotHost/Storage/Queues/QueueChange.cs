using System.Security.Cryptography;
using System.Text;
using BotPlatform.BotHost.Storage.Due;
using BotPlatform.BotSdk.State;

namespace BotPlatform.BotHost.Storage.Queues;

/// <summary>Something to be kept in a queue until it is finished.</summary>
/// <param name="Queue">Which queue.</param>
/// <param name="Kind">What the body is.</param>
/// <param name="Body">UTF-8 JSON.</param>
/// <param name="IsAnnounced">Whether other processes are told that their queue has something new.</param>
internal sealed record NewItem(string Queue, string Kind, byte[] Body, bool IsAnnounced = false);

/// <summary>Something that a queue keeps.</summary>
/// <param name="Number">Grows with every item, over all queues.</param>
/// <param name="Queue">Which queue.</param>
/// <param name="Kind">What the body is.</param>
/// <param name="Body">UTF-8 JSON.</param>
internal sealed record QueueItem(long Number, string Queue, string Kind, byte[] Body);

/// <summary>Names something that is taken over only once.</summary>
/// <param name="Scope">Whose ids they are.</param>
/// <param name="Id">Which of them.</param>
internal sealed record Identity(string Scope, string Id)
{
    private const int MaxLength = 200;

    /// <summary>Which of them. One that is longer than an index bears is told by its hash.</summary>
    public string Id { get; } = Shorten(Id);

    /// <summary>The same, or its hash where it is longer than an index bears.</summary>
    public static string Shorten(string id) =>
        id.Length <= MaxLength ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}

/// <summary>What changes at once or not at all.</summary>
internal sealed record QueueChange
{
    /// <summary>What is remembered. Was it already, then nothing else of the change is done.</summary>
    public Identity? Once { get; init; }

    /// <summary>
    /// What must be so: a statement that returns a row. Returns it none, then nothing else of the change is done, as if it were repeated.
    /// Not together with <see cref="Once"/> or <see cref="States"/>.
    /// </summary>
    public Statement? If { get; init; }

    /// <summary>Numbers of items that are finished; one that is not there is no error.</summary>
    public IReadOnlyList<long> Finished { get; init; } = [];

    /// <summary>What comes to the end of its queue, in this order.</summary>
    public IReadOnlyList<NewItem> Added { get; init; } = [];

    /// <summary>
    /// What nobody could finish. What was parked before comes back under its old number, with all its attempts.
    /// </summary>
    public ParkedItem? Parked { get; init; }

    /// <summary>What was parked and comes to the end of its queue again, in this order; what is not there is no error.</summary>
    public IReadOnlyList<Unparking> Unparked { get; init; } = [];

    /// <summary>
    /// What bots remember of it. Is one of them no longer what was read, then nothing of the change is done, and its identity is not
    /// remembered.
    /// </summary>
    public IReadOnlyList<StateChange> States { get; init; } = [];

    /// <summary>What bots put off or take back, in this order.</summary>
    public IReadOnlyList<DueChange> PutOff { get; init; } = [];

    /// <summary>What was put off, is due, and comes to the end of its queue, in its order; null for nothing.</summary>
    public DueCall? Due { get; init; }

    /// <summary>What is written with it.</summary>
    public IReadOnlyList<Statement> Beside { get; init; } = [];

    /// <summary>
    /// Called as soon as the change is durable, for one change after the other in their order; must be quick and not throw.
    /// </summary>
    public Action<QueueChanged>? Committed { get; init; }
}

/// <summary>Lets something that was parked be tried again.</summary>
/// <param name="Number">Under which it is parked.</param>
/// <param name="Forgotten">What is remembered of it no more, if it is parked still: it may be taken over again.</param>
internal sealed record Unparking(long Number, Identity? Forgotten = null);

/// <summary>Something that nobody could finish, put aside for people to look at.</summary>
internal sealed record ParkedItem
{
    /// <summary>The queue that it was in.</summary>
    public required string Queue { get; init; }

    /// <summary>What the body is.</summary>
    public required string Kind { get; init; }

    /// <summary>UTF-8 JSON.</summary>
    public required byte[] Body { get; init; }

    /// <summary>Which account saw it or should do it.</summary>
    public required string Account { get; init; }

    /// <summary>Where; null when it is about no dialog.</summary>
    public string? Dialog { get; init; }

    /// <summary>Why nobody could finish it, in a line.</summary>
    public required string Problem { get; init; }

    /// <summary>The same with all causes, and where they come from in the program.</summary>
    public string Details { get; init; } = "";

    /// <summary>How often it was tried since it came to its queue.</summary>
    public required int Attempts { get; init; }

    /// <summary>What is known of it when it was parked before, and is among none of the items that the change finishes.</summary>
    public EarlierParking? Earlier { get; init; }
}

/// <summary>What is known of something that was parked before.</summary>
/// <param name="Number">Its number while it was parked.</param>
/// <param name="Attempts">How often it had been tried by then.</param>
/// <param name="FirstParkedAt">Milliseconds since 1970.</param>
internal sealed record EarlierParking(long Number, int Attempts, long FirstParkedAt);

/// <summary>What a change has done.</summary>
/// <param name="IsRepeated">Whether its identity was remembered already, or what must be so was not, so that nothing was done.</param>
/// <param name="Added">What was added, with its numbers.</param>
internal sealed record QueueChanged(bool IsRepeated, IReadOnlyList<QueueItem> Added)
{
    /// <summary>What a bot has read and had changed, so that nothing was done; null when all was as it was read.</summary>
    public StateAddress? Outdated { get; init; }

    /// <summary>Whether there is such a thing.</summary>
    public bool IsOutdated => Outdated is not null;

    /// <summary>What was due and is in its queue now.</summary>
    public IReadOnlyList<QueueItem> Moved { get; init; } = [];

    /// <summary>What is in its queue again.</summary>
    public IReadOnlyList<UnparkedItem> Unparked { get; init; } = [];
}

/// <summary>What was parked and is in its queue again.</summary>
/// <param name="ParkedAs">The number that it had while it was parked.</param>
/// <param name="Number">The number that it has in its queue.</param>
internal sealed record UnparkedItem(long ParkedAs, long Number);
