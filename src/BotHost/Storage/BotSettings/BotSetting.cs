namespace BotPlatform.BotHost.Storage.BotSettings;

/// <summary>One setting of a bot, and where it holds.</summary>
internal sealed record BotSetting
{
    /// <summary>Which bot.</summary>
    public required string Bot { get; init; }

    /// <summary>The account for which it holds, as network and id, such as <c>connectycube/100</c>; empty for all.</summary>
    public string Account { get; init; } = "";

    /// <summary>The dialog in which it holds; empty for all.</summary>
    public string Dialog { get; init; } = "";

    /// <summary><c>Enabled</c>, or a setting of the bot's own; the parts of a longer one are separated by colons.</summary>
    public required string Key { get; init; }

    /// <summary>Its value.</summary>
    public required string Value { get; init; }
}
