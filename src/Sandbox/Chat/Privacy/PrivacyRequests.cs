using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Privacy;

/// <summary>
/// Answers a user's requests about their own privacy lists (XEP-0016 §2, section 4.12). Other sessions are not told of a change:
/// the vendor's SDK takes such a push for somebody's last activity.
/// </summary>
internal sealed class PrivacyRequests(PrivacyLists lists)
{
    private static readonly XmlName QueryName = new(PrivacyFormat.Namespace, "query");

    /// <summary>Carries out a request; either an answer (empty for a change) or a refusal comes back.</summary>
    public (Element? Answer, StanzaError? Refusal) Handle(ChatSession session, Element query, bool isSet)
    {
        try
        {
            return (isSet, query.Elements.Count) switch
            {
                (false, 0) => (Names(session), null),
                (false, 1) => Read(session, query.Elements[0]),
                (true, 1) => (null, Change(session, query.Elements[0])),
                _ => (null, Refusals.BadRequest),   // XEP-0016 §2.2: one list at a time
            };
        }
        catch (XmppFormatException)
        {
            return (null, Refusals.BadRequest);
        }
    }

    private Element Names(ChatSession session)
    {
        var settings = lists.Of(session.User.Id);
        var names = settings.Lists.Keys.Select(name => PrivacyFormat.Named("list", name));
        if (settings.Default is { } byDefault)
        {
            names = names.Prepend(PrivacyFormat.Named("default", byDefault));
        }

        if (session.ActivePrivacyList is { } active && settings.Lists.ContainsKey(active))
        {
            names = names.Prepend(PrivacyFormat.Named("active", active));
        }

        return new Element(QueryName, [], [.. names]);
    }

    private (Element? Answer, StanzaError? Refusal) Read(ChatSession session, Element wanted) =>
        wanted.Name.LocalName != "list" ? (null, Refusals.BadRequest)
            : lists.Of(session.User.Id).Lists.TryGetValue(wanted.Attribute("name") ?? "", out var list)
                ? (new Element(QueryName, [], PrivacyFormat.Write(list)), null)
            : (null, Refusals.ItemNotFound);

    private StanzaError? Change(ChatSession session, Element change)
    {
        var userId = session.User.Id;
        var name = change.Attribute("name");
        switch (change.Name.LocalName)
        {
            case "list":
                return ChangeList(userId, name ?? "", change);
            case "default":
                return lists.TrySetDefault(userId, name) ? null : Refusals.ItemNotFound;
            case "active" when name is null || lists.Of(userId).Lists.ContainsKey(name):
                session.ActivePrivacyList = name;
                return null;
            case "active":
                return Refusals.ItemNotFound;
            default:
                return Refusals.BadRequest;
        }
    }

    private StanzaError? ChangeList(int userId, string name, Element list) => list.Elements.Count switch
    {
        0 => lists.TryRemove(userId, name) ? null : Refusals.ItemNotFound,
        > PrivacyLists.MaxItems => Refusals.ResourceConstraint,
        _ => lists.TrySet(userId, PrivacyFormat.Parse(list)) ? null : Refusals.ResourceConstraint,
    };
}
