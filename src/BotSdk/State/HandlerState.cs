using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.State;

/// <summary>What one call of a handler has read and wants to change.</summary>
internal sealed class HandlerState(string bot, AccountRef account, IStateBackend backend, Action throwIfClosed) : IBotState
{
    /// <summary>How many values one handler may change.</summary>
    public const int MaxChanges = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<StateAddress, Entry> _entries = [];

    public string Bot => bot;

    public IStateBackend Backend => backend;

    public DateTimeOffset Now => backend.Time.GetUtcNow();

    public IStateBag OfBot => new Bag(this, "bot");

    public IStateBag OfUser(UserRef user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return new Bag(this, Owner("user", account, user.Id));
    }

    public IStateBag OfDialog(DialogRef dialog)
    {
        ArgumentNullException.ThrowIfNull(dialog);
        return new Bag(this, Owner("dialog", account, dialog.Id));
    }

    public IStateBag OfMember(UserRef user, DialogRef dialog)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(dialog);
        return new Bag(this, Owner("member", account, user.Id, dialog.Id));
    }

    /// <summary>For whom or what, so that no two are called the same.</summary>
    public static string Owner(string kind, AccountRef account, params ReadOnlySpan<string> ids)
    {
        var owner = $"{kind} {Uri.EscapeDataString(account.Network)} {Uri.EscapeDataString(account.Id)}";
        foreach (var id in ids)
        {
            owner += $" {Uri.EscapeDataString(id)}";
        }

        return owner;
    }

    /// <summary>As <see cref="IStateBag.GetAsync{T}"/>.</summary>
    public async Task<T?> GetAsync<T>(StateAddress address, CancellationToken cancellationToken)
    {
        throwIfClosed();
        if (Find(address) is not { } entry)
        {
            var found = await backend.FindAsync(address, cancellationToken);
            entry = Learn(address, found);
        }

        if (entry.Value is not { } value || value.ExpiresAt <= Now)
        {
            return default;
        }

        if (!StateFormat.TryRead<T>(value, out var read, out var problem))
        {
            backend.Tell(bot, $"The value under '{address.Key}' counts as forgotten: {problem}.");
        }

        return read;
    }

    /// <summary>As <see cref="IStateBag.Set{T}"/>.</summary>
    public void Set<T>(StateAddress address, T value, TimeSpan? expiresAfter)
    {
        if (expiresAfter <= TimeSpan.Zero)
        {
            throw new StateException($"The bot '{bot}' wants to remember something under '{address.Key}' for no time.");
        }

        var expiresAt = expiresAfter is { } after && after < DateTimeOffset.MaxValue - Now ? Now + after : (DateTimeOffset?)null;
        Change(address, StateFormat.Write(address, value, expiresAt));
    }

    /// <summary>As <see cref="IStateBag.Remove"/>.</summary>
    public void Remove(StateAddress address) => Change(address, null);

    /// <summary>What is to be changed.</summary>
    public IReadOnlyList<StateChange> Changes()
    {
        lock (_gate)
        {
            return [.. _entries
                .Where(one => one.Value.IsChanged)
                .OrderBy(one => one.Key.Owner, StringComparer.Ordinal).ThenBy(one => one.Key.Key, StringComparer.Ordinal)
                .Select(one => new StateChange(one.Key, one.Value.Value, one.Value.IsRead, one.Value.Revision))];
        }
    }

    private void Change(StateAddress address, StateValue? value)
    {
        throwIfClosed();
        lock (_gate)
        {
            var known = _entries.GetValueOrDefault(address) ?? new Entry(null, IsRead: false, null, IsChanged: false);
            _entries[address] = known with { Value = value, IsChanged = true };
            if (_entries.Values.Count(one => one.IsChanged) > MaxChanges)
            {
                throw new StateException($"The bot '{bot}' changes more than {MaxChanges} values in one handler: keep them together.");
            }
        }
    }

    private Entry? Find(StateAddress address)
    {
        lock (_gate)
        {
            return _entries.GetValueOrDefault(address);
        }
    }

    private Entry Learn(StateAddress address, StateRecord? found)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(address, out var entry))
            {
                _entries[address] = entry = new Entry(found?.Value, IsRead: true, found?.Revision, IsChanged: false);
            }

            return entry;
        }
    }

    private sealed record Entry(StateValue? Value, bool IsRead, long? Revision, bool IsChanged);

    private sealed class Bag(HandlerState state, string owner) : IStateBag
    {
        public Task<T?> GetAsync<T>(string key, CancellationToken cancellationToken) =>
            state.GetAsync<T>(Address(key), cancellationToken);

        public void Set<T>(string key, T value, TimeSpan? expiresAfter = null)
            where T : notnull
        {
            ArgumentNullException.ThrowIfNull(value);
            state.Set(Address(key), value, expiresAfter);
        }

        public void Remove(string key) => state.Remove(Address(key));

        private StateAddress Address(string key)
        {
            ArgumentNullException.ThrowIfNull(key);
            return key.Length is > 0 and <= StateFormat.MaxKeyLength && !key.Any(one => char.IsControl(one) || char.IsSurrogate(one))
                ? new StateAddress(state.Bot, owner, key)
                : throw new StateException(
                    $"'{(key.Length > StateFormat.MaxKeyLength ? key[..20] + "…" : key)}' is no key: it has 1 to "
                    + $"{StateFormat.MaxKeyLength} plain characters.");
        }
    }
}
