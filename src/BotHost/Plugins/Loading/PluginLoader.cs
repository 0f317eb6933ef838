using System.Reflection;
using BotPlatform.BotHost.Pipeline.Bots.Settings;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Dispatching;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Plugins.Loading;

/// <summary>Loads and starts a version of a plug-in, of which nobody knows yet.</summary>
internal sealed class PluginLoader(
    BotCatalog catalog, ILoggerFactory loggers, IOptions<PluginOptions> options, TimeProvider time)
{
    /// <exception cref="PluginException">It cannot be used; nothing of it is left.</exception>
    public async Task<PluginVersion> LoadAsync(PluginCopy copy, CancellationToken cancellationToken)
    {
        var starting = Task.Factory.StartNew(
            () => Start(copy), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await starting.WaitAsync(options.Value.StartTimeout, time, cancellationToken);
        }
        catch (Exception error)
        {
            copy.Dispose();
            throw error switch
            {
                PluginException or OperationCanceledException => error,
                TimeoutException when !starting.IsCompleted => new PluginException(
                    $"It has not started within {options.Value.StartTimeout.TotalSeconds:0.###} s: what it does in Register or in a "
                    + "constructor takes too long, and goes on until the host stops."),
                BotDefinitionException => new PluginException(error.Message),
                _ => new PluginException($"It fails when it starts: {Describe(error.GetBaseException())}", error),
            };
        }
    }

    private static string Describe(Exception error) => $"{error.GetType().Name}: {error.Message.ReplaceLineEndings(" ")}";

    private PluginVersion Start(PluginCopy copy)
    {
        var file = Path.GetFileName(copy.Assembly);
        var references = AssemblyCheck.ReferencesOf(copy.Assembly);
        AssemblyCheck.CheckReferences(file, references, copy.Context.Brings);
        var settings = ReadSettings(copy.Settings);
        var assembly = copy.Context.LoadFromAssemblyPath(copy.Assembly);
        var services = new ServiceCollection()
            .AddSingleton(loggers)
            .AddSingleton(time)
            .AddSingleton(catalog)
            .AddSingleton<IBotCatalog>(catalog)
            .AddSingleton(settings)
            .AddOptions()
            .AddLogging();
        Enter(assembly, file).Register(services);
        services.RemoveAll<BotCatalog>().AddSingleton(catalog);
        var provider = services.BuildServiceProvider();
        try
        {
            var bots = provider.GetServices<BotRegistration>().Select(bot => catalog.Prepare(bot.Name, bot.Make(provider))).ToList();
            return bots.Count == 0 ? throw new PluginException($"{file} registers no bot: call AddBot.") : new PluginVersion(copy)
            {
                Number = assembly.GetName().Version?.ToString() ?? "",
                Bots = bots,
                Settings = settings.AsEnumerable().Where(one => one.Value is not null)
                    .ToDictionary(StringComparer.OrdinalIgnoreCase),
                Services = provider,
            };
        }
        catch
        {
            provider.Dispose();
            throw;
        }
    }

    private static IBotPlugin Enter(Assembly assembly, string file)
    {
        var entries = assembly.GetExportedTypes()
            .Where(type => type is { IsAbstract: false, IsClass: true } && type.IsAssignableTo(typeof(IBotPlugin))).ToList();
        return entries switch
        {
            [var entry] when entry.GetConstructor([]) is not null => (IBotPlugin)Activator.CreateInstance(entry)!,
            [var entry] => throw new PluginException($"{entry.Name} of {file} has no public constructor without parameters."),
            [] => throw new PluginException($"{file} has no public class that implements {nameof(IBotPlugin)}."),
            _ => throw new PluginException(
                $"{file} has several classes that implement {nameof(IBotPlugin)}, {string.Join(", ", entries.Select(one => one.Name))}: "
                + "leave one."),
        };
    }

    private static IConfiguration ReadSettings(string file)
    {
        try
        {
            var settings = new ConfigurationBuilder().AddJsonFile(file, optional: true, reloadOnChange: false).Build();
            foreach (var (key, value) in settings.AsEnumerable())
            {
                var problem = ConfiguredBots.IsPlace(key) ? $"{key} belongs into the configuration of the host."
                    : value is null ? null
                    : ConfiguredBots.WhyNot(key, value);
                if (problem is not null)
                {
                    throw new PluginException($"{Path.GetFileName(file)}: {problem}");
                }
            }

            return settings;
        }
        catch (InvalidDataException error)
        {
            throw new PluginException($"{Path.GetFileName(file)} cannot be read: {error.GetBaseException().Message}", error);
        }
    }
}
