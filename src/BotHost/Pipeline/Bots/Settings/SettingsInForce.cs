using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.BotSettings;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.Bots.Settings;

/// <summary>
/// The settings of all bots at one moment. What is said for a dialog counts more than what is said for an account, and that more than
/// what is said for all; of two for the same place the later source counts.
/// </summary>
/// <param name="sources">What bots bring along, what the configuration says, and what was set since, in this order.</param>
/// <param name="allowed">Where bots are allowed.</param>
internal sealed class SettingsInForce(IEnumerable<IEnumerable<BotSetting>> sources, IReadOnlyDictionary<string, AllowList> allowed)
{
    private readonly Dictionary<string, List<BotSetting>> _byBot = sources.SelectMany(source => source)
        .GroupBy(one => one.Bot, StringComparer.Ordinal)
        .ToDictionary(bot => bot.Key, bot => bot.OrderBy(Weight).ToList(), StringComparer.Ordinal); // the order of equals stays

    private IReadOnlyList<string>? _switched;

    // Those of which it is said where they are on. Mostly there are none.
    private IReadOnlyList<string> Switched => _switched ??=
    [
        .. _byBot.Where(bot => bot.Value.Exists(IsSwitch)).Select(bot => bot.Key)
            .Union(allowed.Where(bot => bot.Value is not ({ Accounts: [] } and { Dialogs: [] })).Select(bot => bot.Key)),
    ];

    /// <summary>The bots that are off there.</summary>
    public IReadOnlyCollection<string> OffAt(AccountRef account, DialogRef? dialog)
    {
        if (Switched.Count == 0)
        {
            return [];
        }

        return [.. Switched.Where(bot => !IsOn(bot, account, dialog))];
    }

    /// <summary>What counts for a bot there.</summary>
    public Dictionary<string, string?> Of(string bot, AccountRef account, DialogRef? dialog)
    {
        var found = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in _byBot.GetValueOrDefault(bot, []).Where(one => Holds(one, account, dialog)))
        {
            found[setting.Key] = setting.Value;
        }

        return found;
    }

    private static int Weight(BotSetting setting) => (setting.Dialog.Length > 0 ? 2 : 0) + (setting.Account.Length > 0 ? 1 : 0);

    private static bool IsSwitch(BotSetting setting) => setting.Key.Equals(ConfiguredBots.Enabled, StringComparison.OrdinalIgnoreCase);

    private static bool Holds(BotSetting setting, AccountRef account, DialogRef? dialog) =>
        (setting.Dialog.Length == 0 || setting.Dialog == dialog?.Id) && (setting.Account.Length == 0 || Is(account, setting.Account));

    private static bool Is(AccountRef account, string text) => text == account.Id || text == AccountName.Of(account);

    private bool IsOn(string bot, AccountRef account, DialogRef? dialog)
    {
        var said = _byBot.GetValueOrDefault(bot, []).LastOrDefault(one => IsSwitch(one) && Holds(one, account, dialog));
        var isOn = said is null || !bool.TryParse(said.Value, out var on) || on;
        return (said is not null && Weight(said) > 0) || !isOn || !allowed.TryGetValue(bot, out var lists)
            ? isOn
            : (lists.Accounts.Count == 0 || lists.Accounts.Any(text => Is(account, text)))
                && (lists.Dialogs.Count == 0 || dialog is null || lists.Dialogs.Contains(dialog.Id, StringComparer.Ordinal));
    }
}
