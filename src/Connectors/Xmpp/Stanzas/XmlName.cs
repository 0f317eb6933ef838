namespace BotPlatform.Xmpp.Stanzas;

/// <summary>The name of an element: its namespace and its local name, compared exactly.</summary>
/// <param name="Namespace">The namespace; empty when there is none.</param>
/// <param name="LocalName">The name without a prefix.</param>
public readonly record struct XmlName(string Namespace, string LocalName)
{
    /// <summary>The expanded form for messages and logs: <c>{namespace}name</c>.</summary>
    public override string ToString() => Namespace.Length == 0 ? LocalName : $"{{{Namespace}}}{LocalName}";
}

/// <summary>An attribute of an element.</summary>
/// <param name="Name">
/// The local name for attributes without a namespace, which is nearly all of them in XMPP; <c>xml:lang</c> and the like as they
/// are written; <c>{namespace}name</c> for others.
/// </param>
/// <param name="Value">The value, unescaped.</param>
public readonly record struct XmlAttribute(string Name, string Value);
