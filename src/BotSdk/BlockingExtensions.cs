using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk;

/// <summary>Blocking single users, on whatever privacy list is in force.</summary>
public static class BlockingExtensions
{
    /// <summary>The name of the list that is made when none is in force.</summary>
    public const string ListName = "blocked";

    /// <summary>
    /// Blocks a user: on the list that is in force, otherwise on one called <see cref="ListName"/>, which is then put in force.
    /// </summary>
    /// <param name="context">The bot's context.</param>
    /// <param name="user">Who writes to the account in vain from now on.</param>
    /// <param name="isMutual">Whether the account cannot write to the user either.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="RequestFailedException">The network refused.</exception>
    public static async Task BlockAsync(
        this IBotContext context, UserRef user, bool isMutual, CancellationToken cancellationToken)
    {
        var rule = new PrivacyRule { User = user, IsMutual = isMutual };
        var names = await context.PrivacyListNamesAsync(cancellationToken);
        var name = names.Default ?? ListName;
        if (names.Names.Contains(name, StringComparer.Ordinal))
        {
            await context.UpdatePrivacyListAsync(name, [rule], cancellationToken);
        }
        else
        {
            await context.SavePrivacyListAsync(name, [rule], cancellationToken);
        }

        if (names.Default is null)
        {
            await context.UsePrivacyListAsync(name, cancellationToken);
        }
    }

    /// <summary>Takes a user off the list that is in force. Unblocking who is not blocked is no error.</summary>
    /// <exception cref="RequestFailedException">The network refused.</exception>
    public static async Task UnblockAsync(this IBotContext context, UserRef user, CancellationToken cancellationToken)
    {
        var names = await context.PrivacyListNamesAsync(cancellationToken);
        if (names.Default is { } name)
        {
            var rule = new PrivacyRule { User = user, IsBlocked = false };
            await context.UpdatePrivacyListAsync(name, [rule], cancellationToken);
        }
    }
}
