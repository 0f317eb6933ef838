using BotPlatform.Sandbox.World.Data;
using BotPlatform.Sandbox.World.Keeping;
using BotPlatform.Sandbox.World.Push;
using BotPlatform.Sandbox.World.Storage;

namespace BotPlatform.Sandbox.World;

/// <summary>
/// Everything that the sandbox knows, in memory; uploaded files on disk. The only owner of state; REST and chat look at the same
/// one.
/// </summary>
internal sealed class SandboxWorld : IDisposable
{
    public SandboxWorld(SandboxOptions options, TimeProvider time)
    {
        Options = options;
        Time = time;
        Ids = new ObjectIds(time);
        Users = new Users(options, time);
        Journal = options.DataDirectory is { Length: > 0 } directory ? new Journal(directory) : null;
        Dialogs = new Dialogs(Ids, time, Journal);
        History = new History(options.HistoryLimit);
        Sessions = new ApiSessions(options, time);
        Records = new CustomRecords(Ids, time);
        Files = new FileStore(options.FilesDirectory, options.MaxStorageBytes);
        Blobs = new Blobs(time, Files);
        Seed();
        foreach (var (userId, id) in Journal?.Taken ?? [])
        {
            Taken.TryTake(userId, id);
        }
    }

    public SandboxOptions Options { get; }

    public TimeProvider Time { get; }

    public ObjectIds Ids { get; }

    public Users Users { get; }

    public Dialogs Dialogs { get; }

    public History History { get; }

    public ApiSessions Sessions { get; }

    public CustomRecords Records { get; }

    public Blobs Blobs { get; }

    /// <summary>Where the contents of <see cref="Blobs"/> are.</summary>
    public FileStore Files { get; }

    /// <summary>What survives a kill; null when nothing does.</summary>
    public Journal? Journal { get; }

    /// <summary>The ids of messages, for a sandbox that drops those that come again.</summary>
    public TakenIds Taken { get; } = new(limit: 100_000);

    public PrivacyLists Privacy { get; } = new();

    public ChatAlerts Alerts { get; } = new();

    public PushSubscriptions Subscriptions { get; } = new();

    public PushEvents Pushes { get; } = new();

    /// <summary>Who receives what is written in the dialog.</summary>
    public IEnumerable<int> Readers(Dialog dialog) =>
        dialog.Type == DialogType.Broadcast ? Users.All.Select(user => user.Id) : dialog.Members;

    /// <summary>Whether the author has sent this message before, and it is to be dropped. Remembers it otherwise.</summary>
    public bool IsDropped(User author, string? messageId) =>
        Options.DropRepeatedIds && messageId is { Length: > 0 } && !Taken.TryTake(author.Id, messageId);

    /// <summary>Deletes the uploaded files.</summary>
    public void Dispose()
    {
        Files.Dispose();
        Journal?.Dispose();
    }

    private void Seed()
    {
        foreach (var (id, login, password) in SandboxServer.Users)
        {
            var fullName = char.ToUpperInvariant(login[0]) + login[1..];
            Users.TryAdd(new UserProfile { Login = login, FullName = fullName }, password, id);
        }

        foreach (var dialog in Journal?.Dialogs ?? [])
        {
            Dialogs.Restore(dialog.ToDialog());
        }

        Dialogs.Add(new Dialog
        {
            Id = SandboxServer.BroadcastDialogId,
            Type = DialogType.Broadcast,
            OwnerId = SandboxServer.Users[0].Id,
            Name = "News",
            CreatedAt = Time.GetUtcNow(),
        });
    }
}
