using BotPlatform.ConnectyCube.Abilities.Dialogs;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Rest;

namespace BotPlatform.ConnectyCube.Abilities;

/// <summary>What an account can do over REST, with or without a chat connection.</summary>
internal static class RestAbilities
{
    /// <summary>All of it; nothing for an account that cannot have a REST session.</summary>
    public static IEnumerable<object> Of(RestSession rest, DialogDirectory known)
    {
        if (!rest.IsPossible)
        {
            return [];
        }

        var dialogs = new RestDialogs(rest.Dialogs, known);
        return
        [
            .. new DialogLists(rest.Dialogs, dialogs).All,
            .. new DialogChanges(rest.Dialogs, dialogs).All,
            .. new DialogMembership(rest.Dialogs, dialogs).All,
            .. new DialogDeletions(rest.Dialogs, dialogs).All,
            .. new UnreadAbilities(rest.Messages, dialogs).All,
            .. new UserAbilities(rest.Users).All,
            .. new ReportAbilities(rest).All,
            new FileAbility(rest.Storage),
        ];
    }
}
