using BotPlatform.BotHost.Announcements.Audience;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Announcements.Checks;

/// <summary>Finds what the network of an announcement's account cannot do.</summary>
internal static class AbilityCheck
{
    public static IEnumerable<string> Problems(Announcement announcement, AccountConnection account)
    {
        var audience = announcement.Audience;
        var network = announcement.Account.Network;
        (bool IsNeeded, Type Ability, string Problem)[] needs =
        [
            (announcement.Content.IsSystemMessage, typeof(SendSystemMessage),
                $"content.isSystemMessage: the network {network} has no system messages."),
            (audience.DialogTypes.Count > 0, typeof(GetDialogs),
                $"audience.dialogTypes: the network {network} does not list dialogs; name users and dialogs one by one."),
            (audience.MembersOf.Any(dialog => DialogLookup.UserOf(dialog) is null), typeof(GetDialog),
                $"audience.membersOf: the network {network} does not tell who the members of dialogs are; name users one by one."),
            (audience.Find.Count > 0, typeof(FindUsers),
                $"audience.find: the network {network} does not find users; name them one by one."),
        ];
        return needs.Where(need => need.IsNeeded && !Abilities.AreOffered(account.AnyConnector, need.Ability)).Select(need => need.Problem);
    }
}
