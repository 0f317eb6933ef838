using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0191 §3.2: whom our account has blocked.</summary>
public sealed record BlockList(IReadOnlyList<Jid> Addresses) : IPayload<BlockList>
{
    private static readonly XmlName ItemName = new(Namespaces.Blocking, "item");

    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.Blocking, "blocklist");

    /// <summary>
    /// Asks for the list, and for a <see cref="BlockPush"/> at each change. Its answer is read with <see cref="Iq.Require{T}"/>.
    /// </summary>
    public static Iq Request() => new() { Type = IqType.Get, Payload = new Element(Name) };

    /// <summary>Blocks addresses: all their devices, or for a domain everybody there.</summary>
    public static Iq BlockRequest(Jid address, params ReadOnlySpan<Jid> more) => Change("block", [address, .. more]);

    /// <summary>Unblocks addresses.</summary>
    public static Iq UnblockRequest(Jid address, params ReadOnlySpan<Jid> more) => Change("unblock", [address, .. more]);

    /// <summary>Unblocks everybody.</summary>
    public static Iq UnblockAllRequest() => Change("unblock", []);

    /// <summary>
    /// §3.3: whether something that we sent was refused because we have blocked whom it was for. Servers that block with privacy
    /// lists, as ejabberd does, say only <c>not-acceptable</c> (XEP-0016 §2.14), which others say for other reasons too.
    /// </summary>
    public static bool IsBlocked(StanzaError error) => error.Detail == new XmlName(Namespaces.BlockingErrors, "blocked");

    /// <inheritdoc />
    public static BlockList Parse(Element element) => new(Addressees(element));

    /// <inheritdoc />
    public Element ToElement() => ToElement(Name, Addresses);

    internal static IReadOnlyList<Jid> Addressees(Element element) =>
        [.. element.Elements.Where(e => e.Name == ItemName).Select(e => Stanza.RequireAddress(e, "jid"))];

    private static Iq Change(string name, IReadOnlyList<Jid> addresses) =>
        new() { Type = IqType.Set, Payload = ToElement(new XmlName(Namespaces.Blocking, name), addresses) };

    private static Element ToElement(XmlName name, IReadOnlyList<Jid> addresses) =>
        new(name, [], [.. addresses.Select(a => new Element(ItemName, null, new XmlAttribute("jid", a.ToString())))]);
}

/// <summary>XEP-0191 §3.3 to §3.5: a device of ours has changed the list. The server waits for an empty result.</summary>
/// <param name="IsBlocked">Whether the addresses were blocked; otherwise they were unblocked.</param>
/// <param name="Addresses">Which ones; none: all were unblocked.</param>
public sealed record BlockPush(bool IsBlocked, IReadOnlyList<Jid> Addresses)
{
    private static readonly XmlName BlockName = new(Namespaces.Blocking, "block");
    private static readonly XmlName UnblockName = new(Namespaces.Blocking, "unblock");

    /// <summary>Reads a push; null when the request is another one, or of somebody else than our own account.</summary>
    /// <exception cref="XmppFormatException">An address is missing or wrong.</exception>
    public static BlockPush? TryParse(Iq request, Jid self)
    {
        if (request is not { Type: IqType.Set, Payload: { } change } || !request.IsFromAccount(self)
            || (change.Name != BlockName && change.Name != UnblockName))
        {
            return null;
        }

        var addresses = BlockList.Addressees(change);
        return change.Name == UnblockName || addresses.Count > 0
            ? new BlockPush(change.Name == BlockName, addresses)
            : throw new XmppFormatException("<block/> has no <item/>.");
    }
}
