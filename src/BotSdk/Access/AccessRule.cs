using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Texts;

namespace BotPlatform.BotSdk.Access;

/// <summary>Whether somebody may use a command.</summary>
internal delegate ValueTask<bool> AccessRule(Asker asker, CancellationToken cancellationToken);

internal static class AccessRules
{
    public static async Task<bool> AllowAsync(this IReadOnlyList<AccessRule> rules, Asker asker, CancellationToken cancellationToken)
    {
        foreach (var rule in rules)
        {
            if (!await rule(asker, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The handler for those who may, and a polite sentence for the others.</summary>
    public static CommandHandler Guard(this IReadOnlyList<AccessRule> rules, CommandHandler handler, BotTexts texts) => rules.Count == 0
        ? handler
        : async (command, context, cancellationToken) =>
        {
            if (await rules.AllowAsync(new Asker(command.Message, context), cancellationToken))
            {
                await handler(command, context, cancellationToken);
            }
            else
            {
                var name = $"{CommandSyntax.Prefix}{command.Name}";
                await context.ReplyAsync(command, BotTexts.Fill(texts.NotAllowed, name), cancellationToken);
            }
        };
}
