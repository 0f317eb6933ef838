using System.ComponentModel.DataAnnotations;

namespace BotPlatform.BotHost.Plugins;

/// <summary>Where bots are that are no part of the program. Section <c>Plugins</c>.</summary>
internal sealed class PluginOptions
{
    /// <summary>
    /// The folder with a folder for each plug-in. A relative path begins beside the program. Default <c>bots</c>; when it is not there,
    /// there are no plug-ins.
    /// </summary>
    public string Folder { get; set; } = "bots";

    /// <summary>Whether plug-ins are loaded, replaced and let go of when their folders change while the host runs. Default true.</summary>
    public bool Watch { get; set; } = true;

    /// <summary>For how long a folder must not change before it is read: somebody may still be copying. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a plug-in may take to start. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The folder, wherever the program was started.</summary>
    internal string Path => System.IO.Path.Combine(AppContext.BaseDirectory, Folder);
}
