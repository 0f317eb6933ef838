namespace BotPlatform.Architecture.Tests;

public sealed class NamespaceTests
{
    [Fact]
    public void The_namespace_of_a_file_is_its_folder()
    {
        var wrong =
            from project in Project.All
            from path in SourceTree.FilesUnder(project.Directory, "*.cs")
            let file = CSharpFile.Read(path)
            let expected = Expected(project, path)
            where file.Namespace is { } actual ? actual != expected : !IsProgram(file)
            select $"{file.Path}: {file.Namespace ?? "none"} instead of {expected}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Root_namespaces_follow_the_names_of_projects() =>
        Assert.All(Project.All, p => Assert.Equal(
            p.Name switch
            {
                "Abstractions" => "BotPlatform.Connectors",
                "XmppParts" => "BotPlatform.Connectors.XmppParts",
                _ => $"BotPlatform.{p.Name}",
            },
            p.RootNamespace));

    [Theory]
    [InlineData("namespace A.B;", "A.B")]
    [InlineData("using X;\n\nnamespace A\n{\n}", "A")]
    [InlineData("// namespace A;\nvar x = \"namespace B;\";", null)]
    public void A_namespace_is_found_where_it_is_declared(string text, string? expected) =>
        Assert.Equal(expected, new CSharpFile("a.cs", text).Namespace);

    private static string Expected(Project project, string path)
    {
        var folder = Path.GetRelativePath(project.Directory, Path.GetDirectoryName(path)!);
        return folder == "." ? project.RootNamespace : $"{project.RootNamespace}.{folder.Replace(Path.DirectorySeparatorChar, '.')}";
    }

    // Top-level statements, and assembly attributes, have no namespace.
    private static bool IsProgram(CSharpFile file) => Path.GetFileName(file.Path) is "Program.cs" or "AssemblyInfo.cs";
}
