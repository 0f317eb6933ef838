using System.Reflection;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Extensions.Rooms;
using BotPlatform.Xmpp.Stanzas;
using FsCheck;
using FsCheck.Fluent;

namespace BotPlatform.Xmpp.Tests.Extensions;

/// <summary>Whatever a peer writes into a payload costs at most that stanza: it is read, or it is a format error.</summary>
public sealed class HostilePayloadTests
{
    private static readonly Jid Self = Jid.Parse("me@localhost/1");

    private static readonly string[] Samples =
    [
        "<delay xmlns='urn:xmpp:delay' stamp='2026-11-21T10:00:00Z' from='localhost'/>",
        "<displayed xmlns='urn:xmpp:chat-markers:0' id='1'/>",
        "<retract xmlns='urn:xmpp:message-retract:1' id='1'/>",
        "<apply-to xmlns='urn:xmpp:fasten:0' id='1'><retract xmlns='urn:xmpp:message-retract:0'/></apply-to>",
        "<reactions xmlns='urn:xmpp:reactions:0' id='1'><reaction>👋</reaction></reactions>",
        "<stanza-id xmlns='urn:xmpp:sid:0' id='1' by='me@localhost'/>",
        "<x xmlns='jabber:x:oob'><url>https://example.org/</url><desc>d</desc></x>",
        "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='a' ver='b'/>",
        "<query xmlns='jabber:iq:version'><name>a</name><version>b</version></query>",
        "<query xmlns='jabber:iq:last' seconds='1'/>",
        "<blocklist xmlns='urn:xmpp:blocking'><item jid='a@b'/></blocklist>",
        "<block xmlns='urn:xmpp:blocking'><item jid='a@b'/></block>",
        "<query xmlns='jabber:iq:privacy'><active name='a'/><list name='a'><item type='jid' value='a@b' action='deny' order='1'><iq/></item></list></query>",
        "<query xmlns='http://jabber.org/protocol/disco#items'><item jid='me@localhost/1'/><set xmlns='http://jabber.org/protocol/rsm'><count>1</count></set></query>",
        """
        <query xmlns='http://jabber.org/protocol/disco#info' node='a'><identity category='a' type='b'/><feature var='c'/><x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>d</value></field><field var='e'><value>f</value></field></x></query>
        """,
        """
        <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='none' jid='a@b' nick='c'><actor jid='a@b'/><reason>r</reason></item><status code='303'/><destroy jid='a@b'/></x>
        """,
        """
        <sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='a@b'><body>c</body></message></forwarded></sent>
        """,
        """
        <result xmlns='urn:xmpp:mam:2' queryid='q' id='1'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-11-21T10:00:00Z'/><message xmlns='jabber:client' from='a@b'/></forwarded></result>
        """,
        "<fin xmlns='urn:xmpp:mam:2' complete='true'><set xmlns='http://jabber.org/protocol/rsm'><first>1</first><last>2</last></set></fin>",
        "<error><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>",
    ];

    private static readonly string?[] Values =
        [null, "", " ", "@", "a@b", "-1", "0", "4294967296", "99999999999999999999", "true", "0001-01-01T00:00:00+14:00", "\t<&>'\"", new('x', 5_000)];

    private static readonly (Func<Element, object> Parse, MethodInfo Write)[] Payloads =
    [
        .. typeof(Ping).Assembly.GetExportedTypes()
            .Where(t => t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IPayload<>)))
            .Select(t => (
                t.GetMethod("Parse", [typeof(Element)])!.CreateDelegate<Func<Element, object>>(), t.GetMethod("ToElement", [])!)),
    ];

    private static readonly Action<Element>[] Readers =
    [
        e => InMessage(e).GetChatState(),
        e => InMessage(e).GetChatMarker(),
        e => InMessage(e).GetRetraction(),
        e => InMessage(e).GetStanzaId(Self.Bare),
        e => InMessage(e).GetRoomSubject(),
        e => Carbon.TryUnwrap(InMessage(e), Self),
        e => new ArchiveQuery { QueryId = "q" }.TryUnwrap(InMessage(e), Self),
        e => OccupantPresence.TryParse(InPresence(e, "unavailable")),
        e => RoomRefusal.TryParse(InPresence(e, "error")),
        e => BlockPush.TryParse(InIq(e, IqType.Set), Self),
        e => PrivacyLists.TryParsePush(InIq(e, IqType.Set), Self),
        e => PrivacyList.ParseResult(InIq(e, IqType.Result)),
        e => LastActivityNotice.TryParse(InIq(e, IqType.Result) with { From = Self }),
        e => RoomOccupants.ParseNicks(InIq(e, IqType.Result), Self.Bare),
        e => new DiscoInfo().TryAnswer(InIq(e, IqType.Get)),
        e => EntityCapabilities.Of("a", DiscoInfo.Parse(e)).Matches(DiscoInfo.Parse(e)),
    ];

    [Fact]
    public void What_is_wrong_with_a_payload_is_a_format_error()
    {
        var changes = Gen.Choose(0, 7).Zip(Gen.Choose(0, Values.Length - 1)).ListOf();
        var hostile = Gen.Elements(Samples).Zip(changes).Select(x => Change(Element.Parse(x.Item1), new Queue<(int, int)>(x.Item2)));

        Prop.ForAll(hostile.ToArbitrary(), IsHandled).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    private static bool IsHandled(Element element)
    {
        foreach (var reader in Readers)
        {
            IsRead(reader, element);
        }

        foreach (var (parse, write) in Payloads)
        {
            object? payload = null;
            if (IsRead(e => payload = parse(e), element))
            {
                // What was read can be written, and is then readable.
                parse(Element.Parse(((Element)write.Invoke(payload, null)!).ToString()));
            }
        }

        return true;
    }

    private static bool IsRead(Action<Element> reader, Element element)
    {
        try
        {
            reader(element);
            return true;
        }
        catch (XmppFormatException)
        {
            return false;
        }
    }

    // Walks the tree and spends one change at each element: none, another attribute value, no children, or children twice.
    private static Element Change(Element element, Queue<(int Kind, int Value)> changes)
    {
        var (kind, value) = changes.TryDequeue(out var change) ? change : (0, 0);
        Element[] children = [.. element.Elements.Select(e => Change(e, changes))];
        var changed = children.Length == 0 && kind != 4 ? element : element.WithElements(kind switch
        {
            1 => [],
            2 => [.. children, .. children],
            _ => children,
        });
        return kind is 3 or 5 or 6 or 7 && element.Attributes.Count > 0
            ? changed.WithAttribute(element.Attributes[kind % element.Attributes.Count].Name, Values[value])
            : kind == 4 ? new Element(element.Name, Values[value], [.. element.Attributes]) : changed;
    }

    private static Message InMessage(Element payload) => new Message { Type = MessageType.GroupChat }.With(payload);

    private static Presence InPresence(Element payload, string type) =>
        new Presence { From = Jid.Parse("room@muc/nick"), Type = type }.With(payload);

    private static Iq InIq(Element payload, IqType type) => new() { Type = type, Id = "1", Payload = payload };
}
