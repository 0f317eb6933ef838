using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0030 §3.1: what kind of thing somebody is.</summary>
/// <param name="Category">For example <c>client</c>, <c>server</c> or <c>conference</c>.</param>
/// <param name="Type">Within the category, for example <c>bot</c>, <c>im</c> or <c>text</c>.</param>
/// <param name="Title">The name for people, if any.</param>
/// <param name="Language">The language of that name, if it is said.</param>
public sealed record DiscoIdentity(string Category, string Type, string? Title = null, string? Language = null);

/// <summary>XEP-0030 §3: what somebody is and can do.</summary>
public sealed record DiscoInfo : IPayload<DiscoInfo>
{
    private static readonly XmlName IdentityName = new(Namespaces.DiscoInfo, "identity");
    private static readonly XmlName FeatureName = new(Namespaces.DiscoInfo, "feature");

    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.DiscoInfo, "query");

    /// <summary>The part of the entity that was asked about; null: the whole.</summary>
    public string? Node { get; init; }

    /// <summary>What it is.</summary>
    public IReadOnlyList<DiscoIdentity> Identities { get; init; } = [];

    /// <summary>What it can do: mostly namespaces. As they were sent: an honest list holds each once.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>XEP-0128: more about it.</summary>
    public IReadOnlyList<DataForm> Forms { get; init; } = [];

    /// <summary>Asks for it. Its answer is read with <see cref="Iq.Require{T}"/>.</summary>
    public static Iq Request(Jid of, string? node = null) =>
        new() { Type = IqType.Get, To = of, Payload = new DiscoInfo { Node = node }.ToElement() };

    /// <summary>The answer to somebody who asks us; null when the request is another one.</summary>
    /// <param name="request">What was received.</param>
    /// <param name="capabilities">What our presence says, so that questions about it are answered too (XEP-0115 §6.2).</param>
    public Iq? TryAnswer(Iq request, EntityCapabilities? capabilities = null)
    {
        if (request is not { Type: IqType.Get, Payload: { } query } || query.Name != Name)
        {
            return null;
        }

        var node = query.Attribute("node");
        return node is null || node == capabilities?.DiscoNode
            ? request.ToResult((this with { Node = node }).ToElement())
            : request.ToError(new StanzaError("item-not-found"));
    }

    /// <inheritdoc />
    public static DiscoInfo Parse(Element element)
    {
        var children = element.Elements;
        return new DiscoInfo
        {
            Node = element.Attribute("node"),
            Identities = [.. children.Where(e => e.Name == IdentityName).Select(ParseIdentity)],
            Features = [.. children.Where(e => e.Name == FeatureName).Select(e => e.RequireAttribute("var"))],
            Forms = [.. children.Where(e => e.Name == DataForm.Name).Select(DataForm.Parse)],
        };
    }

    /// <inheritdoc />
    public Element ToElement() => new(
        Name,
        Node is null ? [] : [new XmlAttribute("node", Node)],
        [
            .. Identities.Select(ToElement),
            .. Features.Select(f => new Element(FeatureName, null, new XmlAttribute("var", f))),
            .. Forms.Select(f => f.ToElement()),
        ]);

    private static DiscoIdentity ParseIdentity(Element element) => new(
        element.RequireAttribute("category"), element.RequireAttribute("type"), element.Attribute("name"), element.Attribute("xml:lang"));

    private static Element ToElement(DiscoIdentity identity) =>
        new Element(
            IdentityName, null, new XmlAttribute("category", identity.Category), new XmlAttribute("type", identity.Type))
        .WithAttribute("name", identity.Title)
        .WithAttribute("xml:lang", identity.Language);
}

/// <summary>XEP-0030 §4.1: something that belongs to somebody.</summary>
/// <param name="Address">Where it is found.</param>
/// <param name="Node">Which part of that, if not the whole.</param>
/// <param name="Title">The name for people, if any.</param>
public sealed record DiscoItem(Jid Address, string? Node = null, string? Title = null);

/// <summary>XEP-0030 §4: what belongs to somebody: the rooms of a service, the occupants of a room.</summary>
/// <param name="Items">In the order in which they were sent.</param>
/// <param name="Page">Which part of them, when there are more (XEP-0059).</param>
public sealed record DiscoItems(IReadOnlyList<DiscoItem> Items, Page? Page = null) : IPayload<DiscoItems>
{
    private static readonly XmlName ItemName = new(Namespaces.DiscoItems, "item");

    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.DiscoItems, "query");

    /// <summary>Asks for them. The answer is read with <see cref="Iq.Require{T}"/>.</summary>
    public static Iq Request(Jid of, PageRequest? page = null) => new()
    {
        Type = IqType.Get,
        To = of,
        Payload = page is null ? new Element(Name) : new Element(Name, [], page.ToElement()),
    };

    /// <inheritdoc />
    public static DiscoItems Parse(Element element)
    {
        var children = element.Elements;
        return new DiscoItems(
            [.. children.Where(e => e.Name == ItemName).Select(ParseItem)], children.Find<Page>());
    }

    /// <inheritdoc />
    public Element ToElement()
    {
        var items = Items.Select(ToElement);
        return new Element(Name, [], [.. Page is null ? items : items.Append(Page.ToElement())]);
    }

    private static DiscoItem ParseItem(Element element) =>
        new(Stanza.RequireAddress(element, "jid"), element.Attribute("node"), element.Attribute("name"));

    private static Element ToElement(DiscoItem item) =>
        new Element(ItemName, null, new XmlAttribute("jid", item.Address.ToString()))
            .WithAttribute("node", item.Node)
            .WithAttribute("name", item.Title);
}
