namespace BotPlatform.Chaos.Reporting;

/// <summary>A document with parts that a program writes: what is between <c>&lt;!-- NAME: begin --&gt;</c> and its end.</summary>
internal static class Document
{
    /// <summary>The document with another part.</summary>
    /// <exception cref="FormatException">It has no such part.</exception>
    public static string Replace(string document, string name, string part)
    {
        var (begin, end) = ($"<!-- {name}: begin -->\n", $"<!-- {name}: end -->");
        var from = document.IndexOf(begin, StringComparison.Ordinal);
        var to = document.IndexOf(end, StringComparison.Ordinal);
        return from >= 0 && to > from
            ? $"{document[..(from + begin.Length)]}{part}\n{document[to..]}"
            : throw new FormatException($"The document has no part '{name}'.");
    }
}
