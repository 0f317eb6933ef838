using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Connectors.XmppParts.Requests;

/// <summary>
/// XEP-0016 §2.1: a rule about a user is one item for each address that the user has. Items without kinds of stanzas hold in both
/// directions.
/// </summary>
/// <param name="addressesOf">
/// Under which addresses a list names a user; throws <see cref="ConnectorRefusedException"/> for one who is none.
/// </param>
/// <param name="userOf">The user whom a list names so; null when it is nobody's address.</param>
public sealed class PrivacyRules(Func<UserRef, IEnumerable<Jid>> addressesOf, Func<string, UserRef?> userOf)
{
    private const PrivacyStanzas OneWay =
        PrivacyStanzas.Messages | PrivacyStanzas.PresenceIn | PrivacyStanzas.PresenceOut | PrivacyStanzas.Iqs;

    /// <summary>What is written for the rules.</summary>
    /// <exception cref="ConnectorRefusedException">A rule names nobody, or is mutual and blocks nobody.</exception>
    public IReadOnlyList<PrivacyItem> ToItems(IReadOnlyList<PrivacyRule> rules)
    {
        var items = new List<PrivacyItem>(rules.Count * 2);
        foreach (var rule in rules)
        {
            if (rule is { IsMutual: true, IsBlocked: false })
            {
                throw new ConnectorRefusedException(
                    $"User {rule.User.Id} is not blocked, so nothing about that is mutual.", "bad-request");
            }

            var stanzas = rule is { IsBlocked: true, IsMutual: false } ? OneWay : PrivacyStanzas.All;
            foreach (var address in addressesOf(rule.User))
            {
                items.Add(new PrivacyItem(
                    (uint)items.Count + 1, !rule.IsBlocked, PrivacySubject.Address, address.ToString(), stanzas));
            }
        }

        return items;
    }

    /// <summary>
    /// What the items say, one rule a user. Items about anything but users are left out; where several are about one user, the first
    /// counts.
    /// </summary>
    public IReadOnlyList<PrivacyRule> ToRules(IReadOnlyList<PrivacyItem> items)
    {
        var rules = new List<PrivacyRule>(items.Count);
        var users = new HashSet<UserRef>();
        foreach (var item in items)
        {
            if (item is { Subject: PrivacySubject.Address, Value: { } value } && userOf(value) is { } user && users.Add(user))
            {
                rules.Add(new PrivacyRule
                {
                    User = user,
                    IsBlocked = !item.IsAllowed,
                    IsMutual = !item.IsAllowed && item.Stanzas == PrivacyStanzas.All,
                });
            }
        }

        return rules;
    }
}
