using System.Text.RegularExpressions;

namespace BotPlatform.Architecture.Tests;

/// <summary>Folders of a project that look down only.</summary>
/// <param name="Folder">The project's folder.</param>
/// <param name="Namespace">The project's namespace.</param>
/// <param name="Names">From the bottom to the top.</param>
internal sealed record Layers(string Folder, string Namespace, params string[] Names)
{
    /// <summary>Their folders.</summary>
    public IEnumerable<string> Paths => Names.Select(name => $"{Folder}/{name}");

    /// <summary>Each place in which a layer mentions a higher one.</summary>
    public IEnumerable<string> LooksUp() => SourceTree.CSharp(Folder).SelectMany(LooksUp);

    /// <summary>The same in one file.</summary>
    public IEnumerable<string> LooksUp(CSharpFile file)
    {
        var layer = IndexOf(file);
        var higher = layer < 0 ? [] : Names[(layer + 1)..].Select(name => $@"(?<![\w.])(?:{Prefix})?{name}\.\w");

        // With the comments: a summary that points up is a look up as well. "using X.Y;" is written as a name in it.
        var text = Regex.Replace(file.Text, @"using (?:static )?([\w.]+);", "$1._");
        return higher.SelectMany(pattern => Regex.Matches(text, pattern)).Select(match => $"{file.Path}: {match.Value}");
    }

    /// <summary>Negative for a file that is in no layer.</summary>
    public int IndexOf(CSharpFile file) => Array.IndexOf(Names, file.Path[(Folder.Length + 1)..].Split('/')[0]);

    // BotPlatform.Xmpp.Streams, Xmpp.Streams, Streams
    private string Prefix => Namespace.Split('.').Aggregate("", (inner, part) => $@"(?:{inner}{part}\.)?");
}
