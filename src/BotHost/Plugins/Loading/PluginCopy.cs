namespace BotPlatform.BotHost.Plugins.Loading;

/// <summary>A copy of the folder of a plug-in, with its load context.</summary>
internal sealed class PluginCopy : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("botplatform-plugin-");
    private readonly string _name;
    private PluginContext? _context;

    /// <exception cref="PluginException">The folder is being changed, or cannot be read.</exception>
    public PluginCopy(PluginFolder folder)
    {
        _name = folder.Name;
        try
        {
            var stamp = folder.Stamp();
            folder.CopyTo(_directory.FullName);
            Stamp = stamp is not null && stamp == folder.Stamp()
                ? stamp
                : throw new IOException("Its files change while they are read.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw new PluginException($"It cannot be copied now: {error.Message}", error);
        }
    }

    /// <summary>How the folder looked.</summary>
    public string Stamp { get; }

    /// <summary>The assembly of the plug-in.</summary>
    public string Assembly => Path.Combine(_directory.FullName, $"{_name}.dll");

    /// <summary>Its settings, if there are any.</summary>
    public string Settings => Path.Combine(_directory.FullName, "bot.json");

    /// <summary>Its load context.</summary>
    /// <exception cref="PluginException">Its list of dependencies cannot be read.</exception>
    public PluginContext Context
    {
        get
        {
            try
            {
                return _context ??= new PluginContext(_name, Assembly);
            }
            catch (InvalidOperationException error)
            {
                throw new PluginException($"{_name}.deps.json cannot be read: {error.Message.ReplaceLineEndings(" ")}", error);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _context?.Unload();
        _context = null;
        try
        {
            _directory.Delete(recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Some systems keep files that were loaded until the assemblies have left the memory.
        }
    }
}
