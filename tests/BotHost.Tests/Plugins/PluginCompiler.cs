using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BotPlatform.BotHost.Tests.Plugins;

/// <summary>Makes assemblies as somebody's build would.</summary>
internal static class PluginCompiler
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using BotPlatform.BotSdk;
        global using BotPlatform.BotSdk.Building;
        global using BotPlatform.BotSdk.Commands;
        global using BotPlatform.Contracts.Chat;
        global using Microsoft.Extensions.DependencyInjection;
        """;

    private static readonly IReadOnlyList<MetadataReference> Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The bytes of a plug-in.</summary>
    /// <param name="name">Of the assembly.</param>
    /// <param name="source">Its code; namespaces of the SDK and the like are known.</param>
    /// <param name="version">What the assembly calls itself.</param>
    /// <param name="platform">For which machines.</param>
    /// <param name="references">Further assemblies.</param>
    public static byte[] Compile(
        string name,
        string source,
        string version = "1.0.0.0",
        Microsoft.CodeAnalysis.Platform platform = Microsoft.CodeAnalysis.Platform.AnyCpu,
        params byte[][] references) =>
        Emit(name, [Usings, source], version, platform, [.. Platform, .. references.Select(Reference)]);

    /// <summary>The bytes of a plug-in that knows an SDK of another version.</summary>
    public static byte[] CompileForSdk(string name, string sdkVersion)
    {
        const string Plugin = "public interface IBotPlugin { void Register(object services); }";
        var sdk = Emit(
            "BotPlatform.BotSdk", [$"namespace BotPlatform.BotSdk; {Plugin}"], sdkVersion, Microsoft.CodeAnalysis.Platform.AnyCpu, WithoutSdk());
        return Emit(
            name,
            ["public sealed class Plugin : BotPlatform.BotSdk.IBotPlugin { public void Register(object services) { } }"],
            "1.0.0.0",
            Microsoft.CodeAnalysis.Platform.AnyCpu,
            [.. WithoutSdk(), Reference(sdk)]);
    }

    /// <summary>A plug-in with one bot of one command.</summary>
    public static string Answering(string bot, string command, string answer) => $$"""
        public sealed class Plugin : IBotPlugin
        {
            public void Register(IServiceCollection services) =>
                services.AddBot("{{bot}}", bot => bot.OnCommand("{{command}}", "Answers.", () => "{{answer}}"));
        }
        """;

    private static List<MetadataReference> WithoutSdk() =>
        [.. Platform.Where(one => !one.Display!.EndsWith("BotPlatform.BotSdk.dll", StringComparison.Ordinal))];

    private static PortableExecutableReference Reference(byte[] image) => MetadataReference.CreateFromImage(image);

    private static byte[] Emit(
        string name,
        IEnumerable<string> sources,
        string version,
        Microsoft.CodeAnalysis.Platform platform,
        IReadOnlyList<MetadataReference> references)
    {
        var compilation = CSharpCompilation.Create(
            name,
            [
                .. sources.Append($"[assembly: System.Reflection.AssemblyVersion(\"{version}\")]")
                    .Select(source => CSharpSyntaxTree.ParseText(source)),
            ],
            references,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, platform: platform));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return image.ToArray();
    }
}
