using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.Xmpp.Extensions;

namespace BotPlatform.ConnectyCube.Privacy;

/// <summary>
/// Section 4.12: a rule about a user is two items on the wire, one for the 1-1 dialog and one for groups. Items without kinds of
/// stanzas hold in both directions.
/// </summary>
internal sealed class PrivacyRules(ChatAddresses addresses)
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
            Add(addresses.RequireUser(rule.User).ToString());
            Add(addresses.InGroups(rule.User.Id).ToString());

            void Add(string value) => items.Add(
                new PrivacyItem((uint)items.Count + 1, !rule.IsBlocked, PrivacySubject.Address, value, stanzas));
        }

        return items;
    }

    /// <summary>
    /// What the items say, one rule a user. Items about anything but users are left out; where the two about a user differ, the
    /// first counts.
    /// </summary>
    public IReadOnlyList<PrivacyRule> ToRules(IReadOnlyList<PrivacyItem> items)
    {
        var rules = new List<PrivacyRule>(items.Count);
        var users = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (UserId(item) is { } user && users.Add(user))
            {
                rules.Add(new PrivacyRule
                {
                    User = new UserRef(user),
                    IsBlocked = !item.IsAllowed,
                    IsMutual = !item.IsAllowed && item.Stanzas == PrivacyStanzas.All,
                });
            }
        }

        return rules;
    }

    private string? UserId(PrivacyItem item) =>
        item.Subject == PrivacySubject.Address && Xmpp.Stanzas.Jid.TryParse(item.Value, out var address)
            ? addresses.UserId(address) ?? addresses.UserIdInGroups(address)
            : null;
}
