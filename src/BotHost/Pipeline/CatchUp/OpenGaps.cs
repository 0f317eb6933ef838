using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.CatchUp;

/// <summary>The accounts that go on with live events while something that they missed could not be read yet.</summary>
internal sealed class OpenGaps
{
    private readonly ConcurrentDictionary<AccountRef, DateTimeOffset> _since = new();

    public OpenGaps(IMeterFactory meters) => meters.Create("BotPlatform.BotHost").CreateObservableGauge(
        "botplatform.gaps.open", () => _since.Count, "{account}", "Accounts that miss something which could not be read yet.");

    /// <summary>Each with the time from which on something may be missing.</summary>
    public IReadOnlyDictionary<AccountRef, DateTimeOffset> All => _since;

    public void Add(AccountRef account, DateTimeOffset since) => _since[account] = since;

    public void Remove(AccountRef account) => _since.TryRemove(account, out _);
}
