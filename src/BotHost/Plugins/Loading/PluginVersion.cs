using BotPlatform.BotSdk.Dispatching;

namespace BotPlatform.BotHost.Plugins.Loading;

/// <summary>One version of a plug-in, loaded and started.</summary>
internal sealed class PluginVersion(PluginCopy copy) : IAsyncDisposable
{
    /// <summary>What its assembly calls it.</summary>
    public string Number { get; init; } = "";

    /// <summary>Its bots, ready to be called.</summary>
    public IReadOnlyList<BotDispatcher> Bots { get; init; } = [];

    /// <summary>What <c>bot.json</c> says, by keys such as <c>Words:0</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>The services of the bots.</summary>
    public ServiceProvider? Services { get; init; }

    /// <summary>The names of the bots.</summary>
    public IReadOnlyList<string> BotNames => [.. Bots.Select(bot => bot.Bot.Name)];

    /// <summary>Ends its services and lets go of its assemblies; they leave the memory when nothing refers to them any more.</summary>
    /// <exception cref="Exception">A service of the plug-in does not end in peace; all else is done.</exception>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await (Services?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        finally
        {
            copy.Dispose();
        }
    }
}
