namespace BotPlatform.Xmpp.Stanzas;

/// <summary>Which prefix means which namespace at the place that is being parsed ("Namespaces in XML 1.0").</summary>
internal sealed class NamespaceScope(Utf8StringCache strings)
{
    private readonly List<Declaration> _declarations = [];
    private readonly Stack<int> _marks = new();
    private int _stream;   // declarations of the stream header, which stay

    public void Open() => _marks.Push(_declarations.Count);

    public void Close()
    {
        var mark = _marks.Pop();
        _declarations.RemoveRange(mark, _declarations.Count - mark);
    }

    /// <summary>
    /// Forgets what elements declared, also those that failed half-way, but not the stream header's declarations.
    /// </summary>
    public void Reset()
    {
        _marks.Clear();
        _declarations.RemoveRange(_stream, _declarations.Count - _stream);
    }

    /// <summary>Forgets everything: a new stream begins.</summary>
    public void ResetStream()
    {
        _stream = 0;
        Reset();
    }

    /// <summary>What is declared now holds for all elements that follow.</summary>
    public void KeepForStream() => _stream = _declarations.Count;

    public void Declare(ReadOnlySpan<byte> prefix, string @namespace)
    {
        if (prefix.SequenceEqual("xmlns"u8) || prefix.SequenceEqual("xml"u8) || (!prefix.IsEmpty && @namespace.Length == 0))
        {
            throw new XmppFormatException("A namespace is declared in a way that XML forbids.", "bad-namespace-prefix");
        }

        _declarations.Add(new Declaration(strings.Get(prefix), @namespace));
    }

    public XmlName Resolve(ReadOnlySpan<byte> qualifiedName)
    {
        var colon = qualifiedName.IndexOf((byte)':');
        return colon < 0
            ? new XmlName(Find("") ?? "", strings.Get(qualifiedName))
            : new XmlName(Require(strings.Get(qualifiedName[..colon])), strings.Get(LocalPart(qualifiedName, colon)));
    }

    public string ResolveAttribute(string qualifiedName)
    {
        var colon = qualifiedName.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || qualifiedName.StartsWith("xml:", StringComparison.Ordinal)
            ? qualifiedName
            : $"{{{Require(qualifiedName[..colon])}}}{qualifiedName.AsSpan(colon + 1)}";
    }

    private static ReadOnlySpan<byte> LocalPart(ReadOnlySpan<byte> qualifiedName, int colon)
    {
        var local = qualifiedName[(colon + 1)..];
        return local.IsEmpty || colon == 0 || local.Contains((byte)':')
            ? throw XmlErrors.NotWellFormed("a name has a misplaced colon")
            : local;
    }

    private string Require(string prefix) =>
        Find(prefix) ?? throw new XmppFormatException("A prefix is used that was not declared.", "bad-namespace-prefix");

    private string? Find(string prefix)
    {
        for (var i = _declarations.Count - 1; i >= 0; i--)
        {
            if (_declarations[i].Prefix == prefix)
            {
                return _declarations[i].Namespace;
            }
        }

        return null;
    }

    private readonly record struct Declaration(string Prefix, string Namespace);
}
