using System.Diagnostics.CodeAnalysis;
using System.Xml;
using BotPlatform.Connectors;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat;

/// <summary>
/// Section 4.1: the element that carries everything about a message that is not its text. A nested value has a path for a key:
/// <c>address/city</c>.
/// </summary>
internal static class ExtraParams
{
    public const string SaveToHistory = "save_to_history";
    public const string DateSent = "date_sent";
    public const string DialogId = "dialog_id";
    public const string MessageId = "message_id";

    // A hostile nest of long names would otherwise grow into a thousand times its size.
    private const int MaxEntries = 256;
    private const int MaxPathLength = 512;

    // Deeper ones could break the server's limit on nesting, and with it the connection.
    private const int MaxWrittenDepth = 16;

    private static readonly XmlName ElementName = new(Namespaces.Client, "extraParams");

    private static readonly HashSet<string> Reserved =
        [SaveToHistory, DateSent, DialogId, MessageId, "moduleIdentifier", "silent", "markable", "attachment"];

    /// <summary>The element inside a message, or null.</summary>
    public static Element? In(Message message) => message.Payloads.FirstOrDefault(e => e.Name == ElementName);

    /// <summary>The text of one parameter of the first level, or null.</summary>
    public static string? Value(Element? extraParams, string name)
    {
        // As the vendor's clients do: of several with one name the last counts (section 4.1).
        var value = extraParams?.Elements.LastOrDefault(e => e.Name.LocalName == name)?.Text;
        return string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>The parameters that belong to the sender's app, without the protocol's own.</summary>
    public static IReadOnlyDictionary<string, string> ReadMetadata(Element? extraParams)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var child in extraParams?.Elements ?? [])
        {
            if (!Reserved.Contains(child.Name.LocalName))
            {
                Read(child, child.Name.LocalName, metadata);
            }
        }

        return metadata;
    }

    /// <summary>The element with the protocol's own parameters and the app's.</summary>
    /// <exception cref="ConnectorRefusedException">A key is reserved, or no name or path of names that XML can carry.</exception>
    public static Element Write(
        IEnumerable<KeyValuePair<string, string>> own, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var root = new Node();
        foreach (var (key, value) in own)
        {
            root.Add([key], value, key);
        }

        foreach (var (key, value) in metadata)
        {
            root.Add(CheckedPath(key), value, key);
        }

        return root.ToElement("extraParams");
    }

    private static void Read(Element element, string path, Dictionary<string, string> metadata)
    {
        if (path.Length > MaxPathLength || metadata.Count >= MaxEntries)
        {
            return;
        }

        if (element.Elements is { Count: > 0 } children)
        {
            foreach (var child in children)
            {
                Read(child, $"{path}/{child.Name.LocalName}", metadata);
            }
        }
        else if (element.Text.Length > 0)
        {
            metadata[path] = element.Text;
        }
    }

    private static string[] CheckedPath(string key)
    {
        var path = key.Split('/');
        if (Reserved.Contains(path[0]))
        {
            throw new ConnectorRefusedException($"The metadata key '{path[0]}' is reserved for the protocol.", "reserved-metadata");
        }

        return path.Length <= MaxWrittenDepth && Array.TrueForAll(path, IsName)
            ? path
            : throw new ConnectorRefusedException(
                $"The metadata key '{key}' is not a path of at most {MaxWrittenDepth} names that XML can carry.", "invalid-metadata");
    }

    private static bool IsName([NotNullWhen(true)] string? text) =>
        !string.IsNullOrEmpty(text) && XmlConvert.IsStartNCNameChar(text[0]) && text.All(XmlConvert.IsNCNameChar);

    /// <summary>A parameter on its way out: a text, or further parameters in the order in which they were first named.</summary>
    private sealed class Node
    {
        private readonly List<(string Name, Node Node)> _children = [];
        private string? _text;

        public void Add(ReadOnlySpan<string> path, string text, string key)
        {
            if (path.IsEmpty)
            {
                _text = text;
            }
            else
            {
                Child(path[0]).Add(path[1..], text, key);
            }

            if (_text is not null && _children.Count > 0)
            {
                throw new ConnectorRefusedException(
                    $"The metadata key '{key}' names both a value and a group of values.", "invalid-metadata");
            }
        }

        public Element ToElement(string name)
        {
            var xmlName = new XmlName(Namespaces.Client, name);
            return _children.Count == 0
                ? new Element(xmlName, _text)
                : new Element(xmlName, [], [.. _children.Select(c => c.Node.ToElement(c.Name))]);
        }

        private Node Child(string name)
        {
            foreach (var (known, node) in _children)
            {
                if (known == name)
                {
                    return node;
                }
            }

            var added = new Node();
            _children.Add((name, added));
            return added;
        }
    }
}
