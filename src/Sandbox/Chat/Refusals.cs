using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat;

/// <summary>
/// Every error that a stanza can meet here, in one table. All carry the <c>code</c> attribute, because the vendor's SDK reports
/// nothing else (section 4.1).
/// </summary>
internal static class Refusals
{
    public static readonly StanzaError BadRequest = new("bad-request", "modify", Code: 400);
    public static readonly StanzaError BadAddress = new("jid-malformed", "modify", Code: 400);
    public static readonly StanzaError Forbidden = new("forbidden", "auth", Code: 403);
    public static readonly StanzaError ItemNotFound = new("item-not-found", Code: 404);
    public static readonly StanzaError HostNotFound = new("remote-server-not-found", Code: 404);
    public static readonly StanzaError NotAllowed = new("not-allowed", Code: 405);
    public static readonly StanzaError NotAcceptable = new("not-acceptable", Code: 406);
    public static readonly StanzaError RegistrationRequired = new("registration-required", "auth", Code: 407);
    public static readonly StanzaError ResourceConstraint = new("resource-constraint", "wait", Code: 500);
    public static readonly StanzaError NotImplemented = new("feature-not-implemented", Code: 501);
    public static readonly StanzaError Unavailable = new("service-unavailable", Code: 503);
    public static readonly StanzaError Blocked = Unavailable with { Text = "Service not available." };

    private static readonly HashSet<string> Replaced = ["from", "to", "id", "type"];

    /// <summary>The stanza on its way back: addresses swapped, payload kept, and the reason (section 4.1).</summary>
    public static Element Bounce(Element stanza, StanzaError error, string sender, string server)
    {
        var attributes = new List<XmlAttribute>
        {
            new("from", stanza.Attribute("to") ?? server),
            new("to", sender),
            new("type", "error"),
        };
        if (stanza.Attribute("id") is { } id)
        {
            attributes.Add(new XmlAttribute("id", id));
        }

        attributes.AddRange(stanza.Attributes.Where(a => !Replaced.Contains(a.Name)));
        return new Element(stanza.Name, [.. attributes], [.. stanza.Elements, error.ToElement()]);
    }
}
