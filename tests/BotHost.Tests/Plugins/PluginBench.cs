using BotPlatform.BotHost.Plugins;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Plugins;

/// <summary>A folder for plug-ins, and hosts that use it.</summary>
internal sealed class PluginBench : IDisposable
{
    private readonly TempDirectory _directory = new();

    /// <summary>The folder.</summary>
    public string Folder => _directory.File("bots");

    /// <summary>A host that looks into the folder when it is told to.</summary>
    public Task<TestHost> StartAsync(Action<IServiceCollection>? configure = null, params string[] settings) =>
        TestHost.StartAsync(configure: configure, settings: [$"--Plugins:Folder={Folder}", "--Plugins:Watch=false", .. settings]);

    /// <summary>Puts a file into the folder of a plug-in.</summary>
    public void Put(string plugin, byte[] content, string? file = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, plugin)).FullName;
        File.WriteAllBytes(Path.Combine(folder, file ?? $"{plugin}.dll"), content);
    }

    /// <summary>Puts the assembly of a plug-in there.</summary>
    public void Put(string plugin, string source, string version = "1.0.0.0") =>
        Put(plugin, PluginCompiler.Compile(plugin, source, version));

    /// <summary>Takes a plug-in away.</summary>
    public void Remove(string plugin) => Directory.Delete(Path.Combine(Folder, plugin), recursive: true);

    public void Dispose() => _directory.Dispose();
}

/// <summary>What is done with a host that has plug-ins.</summary>
internal static class PluginHostExtensions
{
    public static InstalledPlugins Plugins(this TestHost host) => host.Services.GetRequiredService<InstalledPlugins>();

    /// <summary>Has the host look into the folder; returns how one plug-in stands then.</summary>
    public static async Task<PluginStatus> LookAsync(this TestHost host, string plugin)
    {
        await host.Plugins().LookAsync(TestTimeout.Token);
        return host.Plugins().All.Single(one => one.Name == plugin);
    }

    /// <summary>The answer to a message.</summary>
    public static async Task<string> AskAsync(this TestHost host, FakeConnector connector, string text)
    {
        await connector.ReceiveAsync(Sample.Message(text));
        return (await host.Network.NextSentAsync()).Text;
    }
}
