using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk;

/// <summary>Telling apps something that is not for people's eyes.</summary>
public static class SystemMessageExtensions
{
    /// <summary>
    /// Tells the app of <paramref name="user"/> something, when the handler has succeeded. It is in no history.
    /// </summary>
    /// <param name="context">The bot's context.</param>
    /// <param name="user">Whose app.</param>
    /// <param name="parameters">What. A nested value has a path for a key: <c>address/city</c>.</param>
    /// <param name="cancellationToken">Checked before.</param>
    /// <returns>The id of the command.</returns>
    public static Task<string> SendSystemMessageAsync(
        this IBotContext context, UserRef user, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(parameters);
        return context.QueueAsync(
            id => new SendSystemMessage
            {
                CommandId = id,
                CreatedAt = context.Origin.OccurredAt,
                Account = context.Origin.Account,
                Dialog = new DialogRef(user.Id), // a user's id names the 1-1 dialog with the user
                Parameters = parameters,
            },
            cancellationToken);
    }
}
