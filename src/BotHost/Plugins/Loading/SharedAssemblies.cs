using System.Reflection;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Plugins.Loading;

/// <summary>
/// What a plug-in and the host have in common: the SDK, the contracts and the framework. All else a plug-in brings along, in whatever
/// version, and what the host itself uses is none of its business.
/// </summary>
internal static class SharedAssemblies
{
    private static readonly Assembly[] Ours = [typeof(IBotPlugin).Assembly, typeof(IAccountEvent).Assembly];

    private static readonly string[] FrameworkFolders =
    [
        .. new[] { typeof(object), typeof(IHost), typeof(WebApplication) }.Select(type => Path.GetDirectoryName(type.Assembly.Location)!)
            .Where(folder => Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory) != folder).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The host's SDK.</summary>
    public static AssemblyName Sdk => Ours[0].GetName();

    /// <summary>The host's version of one of our assemblies; null when it is none.</summary>
    public static Version? FindOurs(string? name) =>
        Ours.Select(assembly => assembly.GetName()).FirstOrDefault(one => one.Name == name)?.Version;

    /// <summary>The host's version of a part of the framework; null when it is none.</summary>
    public static Version? FindFramework(string? name) => FrameworkFolders
        .Select(folder => Path.Combine(folder, $"{name}.dll"))
        .Where(File.Exists)
        .Select(file => AssemblyName.GetAssemblyName(file).Version)
        .FirstOrDefault();

    /// <summary>Whether the host's own is used.</summary>
    public static bool Contains(string? name) =>
        FindOurs(name) is not null || FrameworkFolders.Any(folder => File.Exists(Path.Combine(folder, $"{name}.dll")));
}
