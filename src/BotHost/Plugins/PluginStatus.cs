namespace BotPlatform.BotHost.Plugins;

/// <summary>How a plug-in stands.</summary>
internal sealed record PluginStatus
{
    /// <summary>The name of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>The version that runs; null when none does.</summary>
    public string? Version { get; init; }

    /// <summary>Since when it runs.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The bots that it brings.</summary>
    public IReadOnlyList<string> Bots { get; init; } = [];

    /// <summary>Why what is in the folder now does not run; null when it does. What ran before goes on.</summary>
    public string? Problem { get; init; }
}
