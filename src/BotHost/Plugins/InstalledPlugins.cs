using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Plugins.Loading;
using BotPlatform.BotSdk;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Plugins;

/// <summary>
/// The plug-ins of the host. Each change is made for itself: a version that cannot be used changes nothing, and is said so once.
/// </summary>
internal sealed partial class InstalledPlugins(
    PluginLoader loader,
    BotExchange exchange,
    IBotCatalog catalog,
    IOptions<PluginOptions> options,
    TimeProvider time,
    ILogger<InstalledPlugins> logger) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Lock _states = new();
    private readonly SortedDictionary<string, InstalledPlugin> _plugins = new(StringComparer.Ordinal);
    private Task _retiring = Task.CompletedTask;
    private bool _isRunning;

    /// <summary>How they stand, by name.</summary>
    public IReadOnlyList<PluginStatus> All
    {
        get
        {
            lock (_states)
            {
                return [.. _plugins.Values.Select(plugin => plugin.Status)];
            }
        }
    }

    /// <summary>Loads what is there before the host works. A plug-in that cannot be used keeps neither the host nor the others.</summary>
    /// <exception cref="BotDefinitionException">The bots of the host itself do not fit together.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        LogStart(options.Value.Path, catalog.Bots.Count);
        try
        {
            await LookAsync(cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Plugins:Folder, {options.Value.Path}, cannot be read: {error.Message}");
        }

        _isRunning = true;
    }

    /// <summary>Loads what is new or has changed in the folder, and lets go of what is no longer there.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var folders = PluginFolder.In(options.Value.Path);
            if (All.Count > 0 && !Directory.Exists(options.Value.Path))
            {
                throw new IOException($"The folder of the plug-ins, {options.Value.Path}, is not there: what runs goes on.");
            }

            foreach (var gone in All.Where(one => folders.All(folder => folder.Name != one.Name)))
            {
                await RemoveAsync(gone.Name, cancellationToken);
            }

            foreach (var folder in folders)
            {
                var plugin = Find(folder.Name);
                if (plugin.Tried is null || plugin.Tried != folder.Stamp())
                {
                    await LoadAsync(plugin, folder, cancellationToken);
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Loads what is in a folder now, changed or not.</summary>
    /// <returns>Null when there is no such folder.</returns>
    public async Task<PluginStatus?> ReloadAsync(string name, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var folder = PluginFolder.In(options.Value.Path).FirstOrDefault(one => one.Name == name);
            if (folder is null)
            {
                return null;
            }

            var plugin = Find(name);
            await LoadAsync(plugin, folder, cancellationToken);
            return plugin.Status;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Completes when all that was replaced so far is unloaded.</summary>
    public Task WhenRetiredAsync() => _retiring;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var plugin in _plugins.Values)
        {
            if (plugin.Running is { } running)
            {
                plugin.Running = null;
                await exchange.EndAsync(plugin.Status.Name, running);
            }
        }

        _gate.Dispose();
    }

    private InstalledPlugin Find(string name)
    {
        lock (_states)
        {
            return _plugins.TryGetValue(name, out var known) ? known : _plugins[name] = new InstalledPlugin(name);
        }
    }

    private async Task LoadAsync(InstalledPlugin plugin, PluginFolder folder, CancellationToken cancellationToken)
    {
        PluginVersion? next = null;
        plugin.Tried = null;
        try
        {
            var copy = new PluginCopy(folder);
            plugin.Tried = copy.Stamp;
            next = await loader.LoadAsync(copy, cancellationToken);
            await ExchangeAsync(plugin, next, cancellationToken);
        }
        catch (Exception error)
        {
            // Whatever it is: a plug-in that cannot be loaded is no reason to stop.
            await (next is null ? Task.CompletedTask : exchange.EndAsync(folder.Name, next));
            if (cancellationToken.IsCancellationRequested)
            {
                plugin.Tried = null;
                throw;
            }

            if (plugin.Status.Problem != error.Message) // it may be tried again and again
            {
                var rest = plugin.Running is null ? "Nothing of it runs." : $"Version {plugin.Running.Number} goes on.";
                LogRefused(folder.Name, error.Message, rest);
            }

            plugin.Status = plugin.Status with { Problem = error.Message };
        }
    }

    private async Task ExchangeAsync(InstalledPlugin plugin, PluginVersion next, CancellationToken cancellationToken)
    {
        var old = plugin.Running;
        if (_isRunning)
        {
            await exchange.MakeAsync(old, next, cancellationToken);
        }
        else
        {
            exchange.Begin(next);
        }

        plugin.Running = next;
        plugin.Status = new PluginStatus
        {
            Name = plugin.Status.Name,
            Version = next.Number,
            Since = time.GetUtcNow(),
            Bots = next.BotNames,
        };
        LogRuns(plugin.Status.Name, next.Number, string.Join(", ", next.BotNames));
        Retire(plugin.Status.Name, old);
    }

    private async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        var plugin = Find(name);
        if (plugin.Running is { } old)
        {
            await exchange.MakeAsync(old, null, cancellationToken);
            plugin.Running = null;
            LogRemoved(name);
            Retire(name, old);
        }

        lock (_states)
        {
            _plugins.Remove(name);
        }
    }

    private void Retire(string name, PluginVersion? old)
    {
        if (old is not null)
        {
            _retiring = Task.WhenAll(_retiring, exchange.RetireAsync(name, old));
        }
    }

    [LoggerMessage(LogLevel.Debug, "Plug-ins are looked for in {Folder}, beside {Count} bots of the host.")]
    private partial void LogStart(string folder, int count);

    [LoggerMessage(LogLevel.Information, "Plug-in {Name}: version {Version} runs now, with {Bots}.")]
    private partial void LogRuns(string name, string version, string bots);

    [LoggerMessage(LogLevel.Warning, "Plug-in {Name}: its folder is gone, and so are its bots.")]
    private partial void LogRemoved(string name);

    [LoggerMessage(LogLevel.Error, "Plug-in {Name} is refused. {Problem} {Rest}")]
    private partial void LogRefused(string name, string problem, string rest);
}
