using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.BotSettings;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.Bots.Settings;

/// <summary>Where bots are on, and how they are set: by what they bring along, the configuration, and what people set since.</summary>
internal sealed class BotSettings(ConfiguredBots configured, BotSettingStore store) : IBotSwitches, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, IReadOnlyList<BotSetting>> _brought = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<BotSetting> _stored = [];
    private volatile SettingsInForce _inForce = new([configured.Settings], configured.Allowed);

    /// <summary>What people have set, on whatever host.</summary>
    public IReadOnlyList<BotSetting> Stored => _stored;

    /// <inheritdoc />
    public IReadOnlyCollection<string> OffAt(AccountRef account, DialogRef? dialog) => _inForce.OffAt(account, dialog);

    /// <summary>What counts for a bot there.</summary>
    public IReadOnlyDictionary<string, string?> Of(string bot, AccountRef account, DialogRef? dialog) => _inForce.Of(bot, account, dialog);

    /// <summary>What bots bring along, which counts least.</summary>
    public void Bring(IEnumerable<string> bots, IReadOnlyDictionary<string, string?> settings)
    {
        lock (_brought)
        {
            foreach (var bot in bots)
            {
                _brought[bot] = [.. settings.Select(one => new BotSetting { Bot = bot, Key = one.Key, Value = one.Value ?? "" })];
            }

            Apply();
        }
    }

    /// <summary>Reads what people have set, on whatever host.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken); // an earlier answer shall not come last
        try
        {
            var stored = await store.ReadAsync(cancellationToken);
            lock (_brought)
            {
                if (!stored.ToHashSet().SetEquals(_stored))
                {
                    _stored = stored;
                    Apply();
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Sets something; it counts on this host when it returns, and on the others soon.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public async Task SetAsync(BotSetting setting, CancellationToken cancellationToken)
    {
        await store.SetAsync(setting, cancellationToken);
        await ReadAsync(cancellationToken);
    }

    /// <summary>Forgets what was set; the same.</summary>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public async Task<bool> ForgetAsync(BotSetting setting, CancellationToken cancellationToken)
    {
        var was = await store.ForgetAsync(setting, cancellationToken);
        await ReadAsync(cancellationToken);
        return was;
    }

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    // Called under the lock.
    private void Apply() => _inForce = new SettingsInForce(
        [_brought.Values.SelectMany(one => one), configured.Settings, _stored], configured.Allowed);
}
