using BotPlatform.Sandbox.World.Data;
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
        Dialogs = new Dialogs(Ids, time);
        History = new History(options.HistoryLimit);
        Sessions = new ApiSessions(options, time);
        Records = new CustomRecords(Ids, time);
        Files = new FileStore(options.FilesDirectory, options.MaxStorageBytes);
        Blobs = new Blobs(time, Files);
        Seed();
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

    public PrivacyLists Privacy { get; } = new();

    public ChatAlerts Alerts { get; } = new();

    public PushSubscriptions Subscriptions { get; } = new();

    public PushEvents Pushes { get; } = new();

    /// <summary>Who receives what is written in the dialog.</summary>
    public IEnumerable<int> Readers(Dialog dialog) =>
        dialog.Type == DialogType.Broadcast ? Users.All.Select(user => user.Id) : dialog.Members;

    /// <summary>Deletes the uploaded files.</summary>
    public void Dispose() => Files.Dispose();

    private void Seed()
    {
        foreach (var (id, login, password) in SandboxServer.Users)
        {
            var fullName = char.ToUpperInvariant(login[0]) + login[1..];
            Users.TryAdd(new UserProfile { Login = login, FullName = fullName }, password, id);
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
