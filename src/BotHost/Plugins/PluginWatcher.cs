using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Plugins;

/// <summary>Has the folder looked at when it changes, and now and then: not every disk tells of changes.</summary>
internal sealed partial class PluginWatcher(
    InstalledPlugins plugins, IOptions<PluginOptions> options, TimeProvider time, ILogger<PluginWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private string _seen = "";

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Watch)
        {
            return;
        }

        FileSystemWatcher? watcher = null;
        try
        {
            while (true)
            {
                watcher ??= TryWatch();
                await WhenChangedAsync(stoppingToken);
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
        finally
        {
            watcher?.Dispose();
        }
    }

    private string Stamps() => string.Join(' ', PluginFolder.In(options.Value.Path).Select(folder => $"{folder.Name} {folder.Stamp()}"));

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (var now = Stamps(); now != _seen; now = Stamps())
            {
                _seen = now;
                await Task.Delay(options.Value.SettleTime, time, cancellationToken);
            }

            await plugins.LookAsync(cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnreadable(error, options.Value.Path, error.Message);
        }
    }

    private async Task WhenChangedAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LookEvery, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _changes.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It is time to look.
        }
    }

    private FileSystemWatcher? TryWatch()
    {
        if (!Directory.Exists(options.Value.Path))
        {
            return null;
        }

        try
        {
            var watcher = new FileSystemWatcher(options.Value.Path) { IncludeSubdirectories = true };
            watcher.Created += (_, _) => _changes.Writer.TryWrite(true);
            watcher.Changed += (_, _) => _changes.Writer.TryWrite(true);
            watcher.Deleted += (_, _) => _changes.Writer.TryWrite(true);
            watcher.Renamed += (_, _) => _changes.Writer.TryWrite(true);
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception error) when (error is IOException or ArgumentException)
        {
            LogUnwatched(options.Value.Path, error.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The plug-ins in {Folder} cannot be looked at: {Problem}")]
    private partial void LogUnreadable(Exception error, string folder, string problem);

    [LoggerMessage(LogLevel.Debug, "The system does not tell of changes in {Folder}: {Problem}")]
    private partial void LogUnwatched(string folder, string problem);
}
