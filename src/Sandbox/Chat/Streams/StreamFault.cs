using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Streams;

/// <summary>RFC 6120 §4.9: why the server ends a stream.</summary>
/// <param name="Condition">One of the defined conditions, for example <c>conflict</c>.</param>
/// <param name="Content">What the condition itself holds: for <c>see-other-host</c>, the host.</param>
/// <param name="Detail">A condition of an extension, behind the defined one.</param>
internal sealed record StreamFault(string Condition, string? Content = null, Element? Detail = null)
{
    public static StreamFault Of(XmppFormatException e) => new(e.StreamErrorCondition ?? "bad-format");

    /// <summary>XEP-0198 §4: the peer acknowledges what it was never sent.</summary>
    public static StreamFault HandledCountTooHigh(uint handled, uint sent) => new(
        "undefined-condition",
        Detail: new Element(
            new XmlName(Namespaces.StreamManagement, "handled-count-too-high"),
            null,
            new XmlAttribute("h", handled.ToString()),
            new XmlAttribute("send-count", sent.ToString())));

    public Element ToElement()
    {
        var condition = new Element(new XmlName(Namespaces.StreamErrors, Condition), Content);
        return new Element(new XmlName(Namespaces.Stream, "error"), [], Detail is null ? [condition] : [condition, Detail]);
    }
}
