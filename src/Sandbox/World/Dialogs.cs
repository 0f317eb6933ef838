using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using BotPlatform.Sandbox.World.Keeping;

namespace BotPlatform.Sandbox.World;

/// <summary>All dialogs. A private dialog is one per pair of users.</summary>
internal sealed class Dialogs(ObjectIds ids, TimeProvider time, Journal? journal = null)
{
    /// <summary>No more than this many are kept; further ones are refused.</summary>
    public const int Limit = 100_000;

    private readonly ConcurrentDictionary<string, Dialog> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<(int Low, int High), string> _byPair = new();
    private readonly Lock _changing = new();

    public bool IsFull => _byId.Count >= Limit;

    public bool TryFind(string id, [NotNullWhen(true)] out Dialog? dialog) => _byId.TryGetValue(id, out dialog);

    public bool TryFindPrivate(int one, int other, [NotNullWhen(true)] out Dialog? dialog)
    {
        dialog = null;
        return _byPair.TryGetValue(Pair(one, other), out var id) && TryFind(id, out dialog);
    }

    /// <summary>The dialogs that a user takes part in and has not hidden, in no order.</summary>
    public IEnumerable<Dialog> Of(int userId) =>
        _byId.Values.Where(dialog => dialog.Includes(userId) && !dialog.HiddenFor.Contains(userId));

    public void Add(Dialog dialog)
    {
        journal?.Changed(dialog);
        _byId[dialog.Id] = dialog;
    }

    /// <summary>Takes in a dialog of an earlier process.</summary>
    public void Restore(Dialog dialog)
    {
        _byId[dialog.Id] = dialog;
        if (dialog.Type == DialogType.Private)
        {
            _byPair[Pair(dialog.Members[0], dialog.Members[^1])] = dialog.Id;
        }
    }

    /// <summary>Replaces a dialog by what <paramref name="change"/> makes of it; the id and the kind stay.</summary>
    /// <returns>The dialog before and after; null when there is none with this id.</returns>
    public (Dialog Before, Dialog After)? Change(string id, Func<Dialog, Dialog> change)
    {
        lock (_changing)
        {
            if (!TryFind(id, out var before))
            {
                return null;
            }

            var after = change(before);
            Add(after);
            return (before, after);
        }
    }

    /// <summary>Something new was written: whoever has hidden the dialog sees it again.</summary>
    public void Reveal(Dialog dialog)
    {
        // Asked for every message, and nearly nobody hides anything.
        if (_byId.TryGetValue(dialog.Id, out var current) && !current.HiddenFor.IsEmpty)
        {
            Change(dialog.Id, hidden => hidden with { HiddenFor = [] });
        }
    }

    /// <summary>Takes a dialog out, for everybody; false when it is gone already.</summary>
    public bool Remove(Dialog dialog)
    {
        lock (_changing)
        {
            if (dialog.Type == DialogType.Private)
            {
                _byPair.TryRemove(Pair(dialog.Members[0], dialog.Members[^1]), out _);
            }

            journal?.Removed(dialog.Id);
            return _byId.TryRemove(dialog.Id, out _);
        }
    }

    /// <summary>The private dialog of two users, made at its first use (section 4.2).</summary>
    public Dialog Private(int creator, int other)
    {
        if (TryFindPrivate(creator, other, out var known))
        {
            return known;
        }

        lock (_changing)
        {
            if (TryFindPrivate(creator, other, out known))
            {
                return known;
            }

            var dialog = new Dialog
            {
                Id = ids.Next(),
                Type = DialogType.Private,
                OwnerId = creator,
                Members = Dialog.Ascending([creator, other]),
                CreatedAt = time.GetUtcNow(),
            };
            Add(dialog);
            _byPair[Pair(creator, other)] = dialog.Id;
            return dialog;
        }
    }

    private static (int Low, int High) Pair(int one, int other) => one < other ? (one, other) : (other, one);
}
