using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Xml;
using BotPlatform.Connectors;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat.Outbound;

/// <summary>Section 4.1: makes the element that carries everything about a message that is not its text.</summary>
internal sealed class ExtraParamsWriter
{
    // Deeper ones could break the server's limit on nesting, and with it the connection.
    private const int MaxDepth = 16;

    private readonly Node _root = new();

    /// <summary>Adds a parameter of the protocol.</summary>
    public ExtraParamsWriter Add(string name, string value)
    {
        _root.Add([name], value, name);
        return this;
    }

    /// <summary>Adds the app's parameters; a path makes a nest.</summary>
    /// <exception cref="ConnectorRefusedException">
    /// A key is reserved, or no name or path of names that XML can carry, or a value holds what XML cannot carry.
    /// </exception>
    public ExtraParamsWriter Add(IEnumerable<KeyValuePair<string, string>> parameters, FrozenSet<string> reserved)
    {
        foreach (var (key, value) in parameters)
        {
            OutgoingText.Check(value, $"The metadata value '{key}'");
            _root.Add(CheckedPath(key, reserved), value, key);
        }

        return this;
    }

    /// <summary>The element, with these children after the parameters.</summary>
    public Element ToElement(params IEnumerable<Element> attachments)
    {
        var element = _root.ToElement(ExtraParams.ElementName.LocalName);
        return element.WithElements([.. element.Elements, .. attachments]);
    }

    /// <summary>Whether the text can be the name of an element or an attribute without a namespace.</summary>
    public static bool IsName([NotNullWhen(true)] string? text) =>
        !string.IsNullOrEmpty(text) && XmlConvert.IsStartNCNameChar(text[0]) && text.All(XmlConvert.IsNCNameChar);

    private static string[] CheckedPath(string key, FrozenSet<string> reserved)
    {
        var path = key.Split('/');
        if (reserved.Contains(path[0]))
        {
            throw new ConnectorRefusedException(
                $"The metadata key '{path[0]}' is reserved for the protocol.", "reserved-metadata");
        }

        return path.Length <= MaxDepth && Array.TrueForAll(path, IsName)
            ? path
            : throw new ConnectorRefusedException(
                $"The metadata key '{key}' is not a path of at most {MaxDepth} names that XML can carry.", "invalid-metadata");
    }

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
