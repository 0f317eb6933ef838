using BotPlatform.BotHost.Plugins.Loading;

namespace BotPlatform.BotHost.Plugins;

/// <summary>What the host knows of a folder.</summary>
internal sealed class InstalledPlugin(string name)
{
    /// <summary>How the folder looked when it was tried; null when it shall be tried again in any case.</summary>
    public string? Tried { get; set; }

    /// <summary>What runs.</summary>
    public PluginVersion? Running { get; set; }

    /// <summary>Its state, for people.</summary>
    public PluginStatus Status { get; set; } = new() { Name = name };
}
