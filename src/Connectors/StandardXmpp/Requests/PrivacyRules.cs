using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Requests;

/// <summary>XEP-0016 §2.1: a rule about a user is an item about an address. Items without kinds of stanzas hold in both directions.</summary>
internal static class PrivacyRules
{
    private const PrivacyStanzas OneWay =
        PrivacyStanzas.Messages | PrivacyStanzas.PresenceIn | PrivacyStanzas.PresenceOut | PrivacyStanzas.Iqs;

    /// <summary>What is written for the rules.</summary>
    /// <exception cref="ConnectorRefusedException">A rule names nobody, or is mutual and blocks nobody.</exception>
    public static IReadOnlyList<PrivacyItem> ToItems(IReadOnlyList<PrivacyRule> rules) => [.. rules.Select(ToItem)];

    /// <summary>What the items say. Those about anything but addresses of users are left out.</summary>
    public static IReadOnlyList<PrivacyRule> ToRules(IReadOnlyList<PrivacyItem> items) =>
    [
        .. items
            .Where(i => i.Subject == PrivacySubject.Address && Jid.TryParse(i.Value, out var address) && address.Local.Length > 0)
            .Select(i => new PrivacyRule
            {
                User = new UserRef(i.Value!),
                IsBlocked = !i.IsAllowed,
                IsMutual = !i.IsAllowed && i.Stanzas == PrivacyStanzas.All,
            })
            .DistinctBy(r => r.User),
    ];

    private static PrivacyItem ToItem(PrivacyRule rule, int index) => rule is { IsMutual: true, IsBlocked: false }
        ? throw new ConnectorRefusedException($"User {rule.User.Id} is not blocked, so nothing about that is mutual.", "bad-request")
        : new PrivacyItem(
            (uint)index + 1,
            !rule.IsBlocked,
            PrivacySubject.Address,
            Users.AddressOf(rule.User).ToString(),
            rule is { IsBlocked: true, IsMutual: false } ? OneWay : PrivacyStanzas.All);
}
