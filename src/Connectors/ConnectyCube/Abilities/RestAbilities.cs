using BotPlatform.ConnectyCube.Abilities.Dialogs;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Chat.Outbound;
using BotPlatform.ConnectyCube.Rest;

namespace BotPlatform.ConnectyCube.Abilities;

/// <summary>What an account can do over REST, with or without a chat connection.</summary>
internal static class RestAbilities
{
    /// <summary>All of it; nothing for an account that cannot have a REST session.</summary>
    /// <param name="rest">The account's session.</param>
    /// <param name="known">What is known of dialogs.</param>
    /// <param name="sender">Keeps the order of what the account does in a dialog.</param>
    public static IEnumerable<object> Of(RestSession rest, DialogDirectory known, CommandSender sender)
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
            .. new HistoryAbilities(rest.Messages, dialogs).All,
            .. new ReactionAbilities(rest.Messages, sender).All,
            .. new UnreadAbilities(rest.Messages, dialogs).All,
            .. new UserAbilities(rest.Users).All,
            .. new ReportAbilities(rest).All,
            new FileAbility(rest.Storage),
        ];
    }
}
