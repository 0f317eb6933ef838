using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using BotPlatform.BotSdk;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Activity.Watching;

/// <summary>Who is watched for which account: what the settings say, and what the bots ask for that are on. Worked out once for the same bots.</summary>
internal sealed class WatchList(IBotCatalog catalog, IEnumerable<IChatConnectorFactory> networks, IOptions<ActivityOptions> options)
{
    // Weak, because a plug-in that is replaced shall leave the memory.
    private readonly ConditionalWeakTable<IBotCatalog, Lists> _lists = [];
    private readonly AccountRef? _first = networks.SelectMany(network => network.Accounts).FirstOrDefault();

    /// <summary>The same object as long as nothing changes.</summary>
    public AccountWatches For(AccountRef account)
    {
        var here = catalog.At(account, null);
        return Of(here).Watches.GetOrAdd(account, _ => new AccountWatches(
        [
            .. options.Value.Watch.Where(watch => IsOf(account, watch)).SelectMany(watch => Watch.Of(watch, options.Value.Interval)),
            .. here.Bots.SelectMany(bot => bot.Watches).Select(watch => Watch.Of(watch, options.Value.Interval)).DistinctBy(
                watch => (watch.Name, watch.Users)),
        ]));
    }

    /// <summary>Why somebody is watched who writes in a dialog: asked for each message, so it is quick.</summary>
    public IReadOnlyList<string> TalkedAt(AccountRef account, DialogRef dialog)
    {
        var watches = For(account);
        if (!watches.HearsTalk)
        {
            return [];
        }

        var here = catalog.At(account, dialog);
        return Of(here).Talked.GetOrAdd(watches, _ =>
        {
            var asked = watches.Sources.Where(source => source.StartsWith(Watch.Talked, StringComparison.Ordinal));
            var met = here.Bots.Select(bot => Watch.TalkedTo(bot.Name)).Append(Watch.Talked);
            return [.. asked.Intersect(met, StringComparer.Ordinal)];
        });
    }

    private Lists Of(IBotCatalog here) => _lists.GetValue(here, _ => new Lists());

    private bool IsOf(AccountRef account, ActivityWatchOptions watch) =>
        watch.Account is { } id ? account.Id == id : account == _first;

    private sealed class Lists
    {
        public ConcurrentDictionary<AccountRef, AccountWatches> Watches { get; } = [];

        public ConcurrentDictionary<AccountWatches, IReadOnlyList<string>> Talked { get; } = [];
    }
}
