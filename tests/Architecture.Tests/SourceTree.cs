using BotPlatform.TestKit;

namespace BotPlatform.Architecture.Tests;

/// <summary>The files that people wrote: no build output, no packages, and no templates, which become projects of others.</summary>
internal static class SourceTree
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "TestResults", ".git", "templates"];

    public static IEnumerable<string> Files(string pattern) => FilesUnder(Repository.Root, pattern);

    public static IEnumerable<string> FilesUnder(string directory, string pattern) =>
        Directory.EnumerateFiles(directory, pattern)
            .Concat(Directory.EnumerateDirectories(directory)
                .Where(d => !NotOurs.Contains(Path.GetFileName(d), StringComparer.Ordinal))
                .SelectMany(d => FilesUnder(d, pattern)));

    public static IEnumerable<CSharpFile> CSharp(string folder) =>
        FilesUnder(Repository.File(folder), "*.cs").Select(CSharpFile.Read);

    public static string Relative(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
}
