using System.Reflection;
using System.Runtime.Loader;

namespace BotPlatform.BotHost.Plugins.Loading;

/// <summary>The assemblies of one version of a plug-in. Another version has its own, so both may be there at the same time.</summary>
internal sealed class PluginContext(string name, string assembly) : AssemblyLoadContext($"plug-in {name}", isCollectible: true)
{
    private readonly AssemblyDependencyResolver _resolver = new(assembly);

    /// <summary>Whether it brings an assembly along.</summary>
    public bool Brings(AssemblyName name) => _resolver.ResolveAssemblyToPath(name) is not null;

    /// <inheritdoc />
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (SharedAssemblies.Contains(assemblyName.Name))
        {
            return null; // the host's
        }

        if (_resolver.ResolveAssemblyToPath(assemblyName) is { } path)
        {
            return LoadFromAssemblyPath(path);
        }

        // With null it would get what the host happens to use itself. Translations are asked for on the off chance.
        return assemblyName.Name?.EndsWith(".resources", StringComparison.Ordinal) == true ? null : throw new FileNotFoundException(
            $"{assemblyName.Name} {assemblyName.Version} is not in the folder of the plug-in.");
    }

    /// <inheritdoc />
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
