using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0016 §2.3: which lists our account has.</summary>
/// <param name="Names">Their names.</param>
/// <param name="Active">The one that counts in this session instead of the default, if any.</param>
/// <param name="Default">The one that counts otherwise, also while nobody is online, if any.</param>
public sealed record PrivacyLists(IReadOnlyList<string> Names, string? Active = null, string? Default = null)
    : IPayload<PrivacyLists>
{
    private const string ActiveName = "active";
    private const string DefaultName = "default";

    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.Privacy, "query");

    /// <summary>Asks which lists there are. The answer is read with <see cref="Iq.Require{T}"/>.</summary>
    public static Iq Request() => new() { Type = IqType.Get, Payload = new Element(Name) };

    /// <summary>§2.4: which list counts in this session from now on; null: the default.</summary>
    public static Iq ActivateRequest(string? name) => Choose(ActiveName, name);

    /// <summary>
    /// §2.5: which list counts wherever none is active; null: none. Refused while another device uses the default.
    /// </summary>
    public static Iq DefaultRequest(string? name) => Choose(DefaultName, name);

    /// <summary>
    /// §2.6: the name of a list that a device of ours has changed; null when the request is another one, or of somebody else than
    /// our own account. The server waits for an empty result.
    /// </summary>
    /// <exception cref="XmppFormatException">The list has no name.</exception>
    public static string? TryParsePush(Iq request, Jid self) =>
        request is { Type: IqType.Set, Payload: { } query } && query.Name == Name && request.IsFromAccount(self)
            ? query.Child(PrivacyList.Name)?.RequireAttribute("name")
            : null;

    /// <inheritdoc />
    public static PrivacyLists Parse(Element element) => new(
        [.. element.Elements.Where(e => e.Name == PrivacyList.Name).Select(e => e.RequireAttribute("name"))],
        element.Child(ActiveName)?.Attribute("name"),
        element.Child(DefaultName)?.Attribute("name"));

    /// <inheritdoc />
    public Element ToElement()
    {
        var children = new List<Element>();
        if (Active is not null)
        {
            children.Add(Choice(ActiveName, Active));
        }

        if (Default is not null)
        {
            children.Add(Choice(DefaultName, Default));
        }

        children.AddRange(Names.Select(n => Choice(PrivacyList.Name.LocalName, n)));
        return new Element(Name, [], [.. children]);
    }

    private static Iq Choose(string choice, string? name) =>
        new() { Type = IqType.Set, Payload = new Element(Name, [], Choice(choice, name)) };

    private static Element Choice(string choice, string? name) =>
        new Element(new XmlName(Namespaces.Privacy, choice)).WithAttribute("name", name);
}

/// <summary>XEP-0016 §2.1: who may reach us and whom we may reach.</summary>
/// <param name="ListName">How it is called.</param>
/// <param name="Items">The rules. What fits none of them is let through.</param>
public sealed record PrivacyList(string ListName, IReadOnlyList<PrivacyItem> Items)
{
    internal static readonly XmlName Name = new(Namespaces.Privacy, "list");

    /// <summary>§2.3: asks for a list. Its answer is read with <see cref="ParseResult"/>.</summary>
    public static Iq Request(string name) => new() { Type = IqType.Get, Payload = Query(new PrivacyList(name, [])) };

    /// <summary>§2.6: writes the list, instead of what was there. A list without rules would be removed instead.</summary>
    /// <exception cref="InvalidOperationException">The list has no rules.</exception>
    public Iq WriteRequest() => Items.Count > 0
        ? new Iq { Type = IqType.Set, Payload = Query(this) }
        : throw new InvalidOperationException("A privacy list needs rules; to remove it, say so.");

    /// <summary>§2.8: removes a list. Refused while another device uses it.</summary>
    public static Iq RemoveRequest(string name) => new() { Type = IqType.Set, Payload = Query(new PrivacyList(name, [])) };

    /// <summary>The list that was asked for; its rules in the order in which they are looked at.</summary>
    /// <exception cref="XmppFormatException">There is not exactly one list, or a rule is none.</exception>
    public static PrivacyList ParseResult(Iq result)
    {
        var lists = result.Payload?.Name == PrivacyLists.Name ? result.Payload.Elements.Where(e => e.Name == Name).ToList() : [];
        return lists is [var list]
            ? new PrivacyList(
                list.RequireAttribute("name"),
                [.. list.Elements.Where(e => e.Name == PrivacyItem.Name).Select(PrivacyItem.Parse).OrderBy(i => i.Order)])
            : throw new XmppFormatException("<iq/> has not exactly one privacy list.");
    }

    private static Element Query(PrivacyList list) => new(
        PrivacyLists.Name,
        [],
        new Element(Name, [new XmlAttribute("name", list.ListName)], [.. list.Items.Select(i => i.ToElement())]));
}
