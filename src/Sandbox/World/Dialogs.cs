using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace BotPlatform.Sandbox.World;

/// <summary>All dialogs. A private dialog is one per pair of users.</summary>
internal sealed class Dialogs(ObjectIds ids, TimeProvider time)
{
    /// <summary>No more than this many are kept; further ones are refused.</summary>
    public const int Limit = 100_000;

    private readonly ConcurrentDictionary<string, Dialog> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<(int Low, int High), Dialog> _byPair = new();
    private readonly Lock _changing = new();

    public bool IsFull => _byId.Count >= Limit;

    public bool TryFind(string id, [NotNullWhen(true)] out Dialog? dialog) => _byId.TryGetValue(id, out dialog);

    public bool TryFindPrivate(int one, int other, [NotNullWhen(true)] out Dialog? dialog) =>
        _byPair.TryGetValue(Pair(one, other), out dialog);

    /// <summary>The dialogs that a user takes part in, in no order.</summary>
    public IEnumerable<Dialog> Of(int userId) => _byId.Values.Where(dialog => dialog.Includes(userId));

    public void Add(Dialog dialog) => _byId[dialog.Id] = dialog;

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

    /// <summary>The private dialog of two users, made at its first use (section 4.2).</summary>
    public Dialog Private(int creator, int other)
    {
        if (_byPair.TryGetValue(Pair(creator, other), out var known))
        {
            return known;
        }

        lock (_changing)
        {
            return _byPair.GetOrAdd(Pair(creator, other), _ =>
            {
                var dialog = new Dialog
                {
                    Id = ids.Next(),
                    Type = DialogType.Private,
                    OwnerId = creator,
                    Members = [.. new[] { creator, other }.Distinct().Order()],
                    CreatedAt = time.GetUtcNow(),
                };
                Add(dialog);
                return dialog;
            });
        }
    }

    public static ImmutableArray<int> Ascending(IEnumerable<int> users) => [.. users.Distinct().Order()];

    private static (int Low, int High) Pair(int one, int other) => one < other ? (one, other) : (other, one);
}
