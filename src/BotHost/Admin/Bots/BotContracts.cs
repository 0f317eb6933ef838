using BotPlatform.BotHost.Plugins;
using BotPlatform.BotHost.Storage.BotSettings;

namespace BotPlatform.BotHost.Admin.Bots;

/// <summary>The bots of a host.</summary>
internal sealed record BotList
{
    /// <summary>Those that are there.</summary>
    public required IReadOnlyList<BotView> Bots { get; init; }

    /// <summary>The folders of plug-ins.</summary>
    public required IReadOnlyList<PluginStatus> Plugins { get; init; }
}

/// <summary>A bot.</summary>
internal sealed record BotView
{
    /// <summary>The name under which it is registered.</summary>
    public required string Name { get; init; }

    /// <summary>The plug-in that brings it; null when it is a part of the program.</summary>
    public string? Plugin { get; init; }

    /// <summary>What was set for it while hosts run.</summary>
    public required IReadOnlyList<BotSetting> Settings { get; init; }
}

/// <summary>A setting of a bot to be set.</summary>
internal sealed record SettingChange
{
    /// <summary><c>Enabled</c>, or one of the bot's own.</summary>
    public required string Key { get; init; }

    /// <summary>Its value; null to forget what was set.</summary>
    public string? Value { get; init; }

    /// <summary>Only for this account: network and id, such as <c>connectycube/100</c>.</summary>
    public string? Account { get; init; }

    /// <summary>Only in this dialog.</summary>
    public string? Dialog { get; init; }
}
