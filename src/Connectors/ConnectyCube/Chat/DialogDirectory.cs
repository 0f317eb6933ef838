namespace BotPlatform.ConnectyCube.Chat;

/// <summary>Where the messages of a dialog go: into its room, or to one user.</summary>
/// <param name="UserId">The opponent; null for a room.</param>
internal sealed record DialogTarget(string? UserId)
{
    public static DialogTarget Room { get; } = new((string?)null);
}

/// <summary>
/// What is known about dialogs, from the messages that came in and from the REST service. Bounded: the oldest knowledge is
/// forgotten first, and can be asked for again.
/// </summary>
/// <remarks>
/// A room's own address proves that a dialog is a group. The dialog id inside a 1-1 message is a sender's claim, and may be
/// invented: it never replaces what is known.
/// </remarks>
internal sealed class DialogDirectory(int capacity = 10_000)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DialogTarget> _targets = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _dialogOfUser = new(StringComparer.Ordinal);
    private readonly HashSet<string> _claims = new(StringComparer.OrdinalIgnoreCase);
    private Queue<string> _oldest = new();

    /// <summary>Where the dialog's messages go, or null when that is not known.</summary>
    public DialogTarget? Find(string dialogId)
    {
        lock (_gate)
        {
            return _targets.GetValueOrDefault(dialogId);
        }
    }

    /// <summary>Whether all that is known of the dialog is what a sender claimed.</summary>
    public bool IsClaimOnly(string dialogId)
    {
        lock (_gate)
        {
            return _claims.Contains(dialogId);
        }
    }

    /// <summary>The 1-1 dialog with the user, or null when it is not known.</summary>
    public string? FindDialogOf(string userId)
    {
        lock (_gate)
        {
            return _dialogOfUser.GetValueOrDefault(userId);
        }
    }

    /// <summary>A fact: a message came from the dialog's room, or the REST service said so.</summary>
    public void Learn(string dialogId, DialogTarget target)
    {
        lock (_gate)
        {
            _claims.Remove(dialogId);
            if (_targets.TryGetValue(dialogId, out var known))
            {
                if (known == target)
                {
                    return;
                }

                ForgetUser(dialogId, known);
            }

            Set(dialogId, target);
        }
    }

    /// <summary>A claim: a 1-1 message of the user names the dialog. False when something else is known.</summary>
    public bool TryLearnClaim(string dialogId, string userId)
    {
        lock (_gate)
        {
            if (_targets.TryGetValue(dialogId, out var known))
            {
                return known.UserId == userId;
            }

            if (_dialogOfUser.ContainsKey(userId))
            {
                // There is one 1-1 dialog a pair of users (section 5.3).
                return false;
            }

            Set(dialogId, new DialogTarget(userId));
            _claims.Add(dialogId);
            return true;
        }
    }

    /// <summary>The dialog is there no more.</summary>
    public void Forget(string dialogId)
    {
        lock (_gate)
        {
            if (_targets.Remove(dialogId, out var target))
            {
                _claims.Remove(dialogId);
                ForgetUser(dialogId, target);
                _oldest = new Queue<string>(_oldest.Where(id => !string.Equals(id, dialogId, StringComparison.OrdinalIgnoreCase)));
            }
        }
    }

    private void Set(string dialogId, DialogTarget target)
    {
        if (!_targets.ContainsKey(dialogId))
        {
            MakeRoom();
            _oldest.Enqueue(dialogId);
        }

        _targets[dialogId] = target;
        if (target.UserId is { } userId)
        {
            _dialogOfUser[userId] = dialogId;
        }
    }

    private void MakeRoom()
    {
        while (_targets.Count >= capacity && _oldest.TryDequeue(out var oldest))
        {
            if (_targets.Remove(oldest, out var target))
            {
                _claims.Remove(oldest);
                ForgetUser(oldest, target);
            }
        }
    }

    private void ForgetUser(string dialogId, DialogTarget target)
    {
        // A user's dialog may have become another one in the meantime.
        if (target.UserId is { } userId
            && string.Equals(_dialogOfUser.GetValueOrDefault(userId), dialogId, StringComparison.OrdinalIgnoreCase))
        {
            _dialogOfUser.Remove(userId);
        }
    }
}
