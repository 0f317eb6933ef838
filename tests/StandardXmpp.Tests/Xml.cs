using System.Text.RegularExpressions;

namespace BotPlatform.StandardXmpp.Tests;

/// <summary>Stanzas that many tests need.</summary>
internal static partial class Xml
{
    /// <summary>The value of the first attribute of this name in an element.</summary>
    public static string Attribute(string element, string name) =>
        AnyAttribute().Matches(element).First(m => m.Groups["name"].Value == name).Groups["value"].Value;

    /// <summary>The attributes of the answer to a request.</summary>
    public static string Reply(string request) =>
        $" id='{Attribute(request, "id")}'" + (request.Contains(" to='", StringComparison.Ordinal) ? $" from='{Attribute(request, "to")}'" : "");

    /// <summary>Why something is refused.</summary>
    public static string Error(string condition, string type = "cancel") =>
        $"<error type='{type}'><{condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";

    /// <summary>Somebody is in the room.</summary>
    public static string Occupant(string nick, string? address = null) =>
        $"<presence from='{ScriptedAccount.Room}/{nick}'><x xmlns='http://jabber.org/protocol/muc#user'>"
        + $"<item affiliation='member' role='participant'{(address is null ? "" : $" jid='{address}'")}/></x></presence>";

    /// <summary>Somebody is not in the room any more; <paramref name="content"/> says why.</summary>
    public static string Gone(string nick, string content = "<item affiliation='none' role='none'/>") =>
        $"<presence from='{ScriptedAccount.Room}/{nick}' type='unavailable'>"
        + $"<x xmlns='http://jabber.org/protocol/muc#user'>{content}</x></presence>";

    /// <summary>We are in the room.</summary>
    public static string Self(string more = "") =>
        $"<presence from='{ScriptedAccount.Room}/bot'><x xmlns='http://jabber.org/protocol/muc#user'>"
        + $"<item affiliation='member' role='participant' jid='bot@localhost/r1'/><status code='110'/>{more}</x></presence>";

    /// <summary>A message in the room.</summary>
    public static string InRoom(string nick, string id, string content, string? roomsId = null) =>
        $"<message from='{ScriptedAccount.Room}/{nick}' type='groupchat' id='{id}'>{content}"
        + (roomsId is null ? "" : $"<stanza-id xmlns='urn:xmpp:sid:0' by='{ScriptedAccount.Room}' id='{roomsId}'/>") + "</message>";

    /// <summary>A message of alice's in the 1-1 dialog.</summary>
    public static string Direct(string id, string content) =>
        $"<message from='alice@localhost/phone' to='bot@localhost/r1' type='chat' id='{id}'>{content}</message>";

    [GeneratedRegex("""\s(?<name>[\w:.-]+)=(?<quote>["'])(?<value>.*?)\k<quote>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AnyAttribute();
}
