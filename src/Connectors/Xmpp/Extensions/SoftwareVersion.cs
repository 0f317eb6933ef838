using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0092: what program somebody runs.</summary>
/// <param name="Software">The name of the program.</param>
/// <param name="Version">Its version.</param>
/// <param name="System">The operating system, if it is told.</param>
public sealed record SoftwareVersion(string Software, string Version, string? System = null) : IPayload<SoftwareVersion>
{
    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.Version, "query");

    /// <summary>Asks for it. Its answer is read with <see cref="Iq.Require{T}"/>.</summary>
    public static Iq Request(Jid of) => new() { Type = IqType.Get, To = of, Payload = new Element(Name) };

    /// <inheritdoc />
    public static SoftwareVersion Parse(Element element) =>
        new(Require(element, "name"), Require(element, "version"), element.Child("os")?.Text);

    /// <inheritdoc />
    public Element ToElement()
    {
        var name = Child("name", Software);
        var version = Child("version", Version);
        return System is null ? new Element(Name, [], name, version) : new Element(Name, [], name, version, Child("os", System));
    }

    private static string Require(Element element, string child) =>
        element.Child(child)?.Text ?? throw new XmppFormatException($"<query/> has no <{child}/>.");

    private static Element Child(string name, string text) => new(new XmlName(Namespaces.Version, name), text);
}
