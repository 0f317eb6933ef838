namespace BotPlatform.ConnectyCube.Connection;

/// <summary>
/// What the account asked for and a new login forgets: which groups it is online in, whose activity it watches, whether somebody
/// looks at it. It is asked for again at each new login (section 3.5).
/// </summary>
internal sealed class SessionWishes
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _joined = new(StringComparer.Ordinal);
    private readonly HashSet<string> _watched = new(StringComparer.Ordinal);
    private volatile bool _isInactive;

    /// <summary>Dialogs that the account wants to be online in.</summary>
    public IReadOnlyList<string> Joined => Copy(_joined);

    /// <summary>Users whose activity the account wants to hear about.</summary>
    public IReadOnlyList<string> Watched => Copy(_watched);

    /// <summary>Whether nobody looks at the account.</summary>
    public bool IsInactive
    {
        get => _isInactive;
        set => _isInactive = value;
    }

    public bool HasJoined(string dialogId) => Contains(_joined, dialogId);

    public void Join(string dialogId) => Add(_joined, dialogId);

    /// <summary>False when the dialog was not joined.</summary>
    public bool Leave(string dialogId) => Remove(_joined, dialogId);

    public bool IsWatching(string userId) => Contains(_watched, userId);

    public void Watch(string userId) => Add(_watched, userId);

    public void Unwatch(string userId) => Remove(_watched, userId);

    private bool Contains(HashSet<string> set, string id)
    {
        lock (_gate)
        {
            return set.Contains(id);
        }
    }

    private void Add(HashSet<string> set, string id)
    {
        lock (_gate)
        {
            set.Add(id);
        }
    }

    private bool Remove(HashSet<string> set, string id)
    {
        lock (_gate)
        {
            return set.Remove(id);
        }
    }

    private IReadOnlyList<string> Copy(HashSet<string> set)
    {
        lock (_gate)
        {
            return [.. set];
        }
    }
}
