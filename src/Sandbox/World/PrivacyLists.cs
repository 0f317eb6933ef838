using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace BotPlatform.Sandbox.World;

/// <summary>The privacy lists of all users (section 4.12). They count at once, and while the owner is away.</summary>
internal sealed class PrivacyLists
{
    /// <summary>Lists of one user; further ones are refused.</summary>
    public const int MaxLists = 50;

    /// <summary>Items of one list; longer ones are refused.</summary>
    public const int MaxItems = 1_000;

    private readonly ConcurrentDictionary<int, PrivacySettings> _byUser = new();
    private readonly Lock _changing = new();

    public PrivacySettings Of(int userId) => _byUser.GetValueOrDefault(userId, PrivacySettings.None);

    /// <summary>Adds or replaces a list; false when the user has too many.</summary>
    public bool TrySet(int userId, PrivacyList list) => TryChange(userId, settings =>
        settings.Lists.Count < MaxLists || settings.Lists.ContainsKey(list.Name)
            ? settings with { Lists = settings.Lists.SetItem(list.Name, list) }
            : null);

    /// <summary>Removes a list, the default one too; false when there is none of this name.</summary>
    public bool TryRemove(int userId, string name) => TryChange(userId, settings =>
        settings.Lists.ContainsKey(name)
            ? new PrivacySettings(settings.Lists.Remove(name), settings.Default == name ? null : settings.Default)
            : null);

    /// <summary>Makes a list the default one; null switches the default off. False when there is none of this name.</summary>
    public bool TrySetDefault(int userId, string? name) => TryChange(userId, settings =>
        name is null || settings.Lists.ContainsKey(name) ? settings with { Default = name } : null);

    private bool TryChange(int userId, Func<PrivacySettings, PrivacySettings?> change)
    {
        lock (_changing)
        {
            if (change(Of(userId)) is not { } changed)
            {
                return false;
            }

            _byUser[userId] = changed;
            return true;
        }
    }
}

/// <summary>The privacy lists of one user. Immutable: a change replaces it.</summary>
/// <param name="Lists">By name.</param>
/// <param name="Default">The name of the list that counts, or null.</param>
internal sealed record PrivacySettings(ImmutableSortedDictionary<string, PrivacyList> Lists, string? Default)
{
    public static PrivacySettings None { get; } =
        new(ImmutableSortedDictionary<string, PrivacyList>.Empty.WithComparers(StringComparer.Ordinal), Default: null);

    /// <summary>The list that counts for a session with this active list; null when none does.</summary>
    public PrivacyList? Effective(string? active) =>
        active is not null && Lists.TryGetValue(active, out var list) ? list
            : Default is not null ? Lists.GetValueOrDefault(Default)
            : null;
}
