using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Storage.BotSettings;

namespace BotPlatform.BotHost.Pipeline.Bots.Settings;

/// <summary>
/// Section <c>Bots</c>, as it was at start: <c>Bots:NAME:KEY</c>, where a bot is allowed (<c>Accounts</c>, <c>Dialogs</c>), and what
/// differs for some (<c>Overrides:N:Account</c>, <c>Dialog</c> and keys).
/// </summary>
internal sealed class ConfiguredBots
{
    public const string Enabled = "Enabled";
    private const string Accounts = "Accounts";
    private const string Dialogs = "Dialogs";
    private const string Overrides = "Overrides";

    /// <exception cref="StartupException">It says what cannot be.</exception>
    public ConfiguredBots(IConfiguration configuration)
    {
        foreach (var bot in configuration.GetSection("Bots").GetChildren())
        {
            Settings.AddRange(SettingsOf(bot, bot.Key, "", ""));
            foreach (var one in bot.GetSection(Overrides).GetChildren())
            {
                var (account, dialog) = (one["Account"] ?? "", one["Dialog"] ?? "");
                Settings.AddRange(account.Length + dialog.Length > 0
                    ? SettingsOf(one, bot.Key, account, dialog)
                    : throw new StartupException($"{one.Path} says neither Account nor Dialog: for all of them, set Bots:{bot.Key}."));
            }

            Allowed[bot.Key] = new AllowList(ListOf(bot, Accounts), ListOf(bot, Dialogs));
        }
    }

    /// <summary>The settings.</summary>
    public List<BotSetting> Settings { get; } = [];

    /// <summary>Where bots are allowed.</summary>
    public Dictionary<string, AllowList> Allowed { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a key says where the bot is, and is none of its own.</summary>
    public static bool IsPlace(string key) =>
        key.Split(':')[0] is var first && new[] { Accounts, Dialogs, Overrides }.Contains(first, StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a value cannot be; null when it can.</summary>
    public static string? WhyNot(string key, string value) =>
        key.Equals(Enabled, StringComparison.OrdinalIgnoreCase) && !bool.TryParse(value, out _)
            ? $"{Enabled} is '{value}': it can be true or false."
            : null;

    private static IEnumerable<BotSetting> SettingsOf(IConfigurationSection section, string bot, string account, string dialog) =>
        from one in section.AsEnumerable(makePathsRelative: true)
        where one is { Key.Length: > 0, Value: not null } && !IsPlace(one.Key)
            && (section.Key == bot || one.Key is not ("Account" or "Dialog"))
        select WhyNot(one.Key, one.Value) is { } problem
            ? throw new StartupException($"{section.Path}: {problem}")
            : new BotSetting { Bot = bot, Account = account, Dialog = dialog, Key = one.Key, Value = one.Value };

    private static IReadOnlyList<string> ListOf(IConfigurationSection bot, string key) =>
        [.. bot.GetSection(key).GetChildren().Select(one => one.Value).OfType<string>()];
}

/// <summary>Where a bot is allowed; everywhere when a list is empty.</summary>
/// <param name="Accounts">Their ids, with or without the network.</param>
/// <param name="Dialogs">Their ids.</param>
internal sealed record AllowList(IReadOnlyList<string> Accounts, IReadOnlyList<string> Dialogs);
