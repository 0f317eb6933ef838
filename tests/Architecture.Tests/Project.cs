using System.Xml.Linq;

namespace BotPlatform.Architecture.Tests;

/// <summary>A project file of this repository, as it was written (imports are not followed).</summary>
internal sealed class Project
{
    private readonly XDocument _xml;

    private Project(string file)
    {
        File = file;
        _xml = XDocument.Load(file);
    }

    public static IReadOnlyList<Project> All { get; } =
        [.. SourceTree.Files("*.csproj").Select(f => new Project(f)).OrderBy(p => p.Path, StringComparer.Ordinal)];

    public string File { get; }

    public string Directory => System.IO.Path.GetDirectoryName(File)!;

    /// <summary>From the root of the repository, for example <c>src/Bots/Bots.csproj</c>.</summary>
    public string Path => SourceTree.Relative(File);

    public string Name => System.IO.Path.GetFileNameWithoutExtension(File);

    public bool IsProduct => Path.StartsWith("src/", StringComparison.Ordinal);

    public bool IsTests => Name.EndsWith(".Tests", StringComparison.Ordinal);

    public string? Property(string name) => _xml.Descendants(name).SingleOrDefault()?.Value;

    public string RootNamespace => Property("RootNamespace") ?? Name;

    public IReadOnlyList<string> ProjectReferences => Includes("ProjectReference", System.IO.Path.GetFileNameWithoutExtension);

    public IReadOnlyList<string> PackageReferences => Includes("PackageReference", name => name);

    public IReadOnlyList<string> FrameworkReferences => Includes("FrameworkReference", name => name);

    private string[] Includes(string item, Func<string, string> toName) =>
        [.. _xml.Descendants(item).Select(e => toName((string)e.Attribute("Include")!)).Order(StringComparer.Ordinal)];

    public override string ToString() => Path;
}
