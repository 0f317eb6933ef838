using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Capabilities;

internal sealed class Moderation(IBotContext context) : IModeration
{
    public Task ReportAsync(UserRef user, string reason, CancellationToken cancellationToken) => context.AskAsync(
        new ReportUser { Account = context.Origin.Account, User = user, Reason = reason }, cancellationToken);

    public Task ReportAsync(MessageReceived message, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return context.AskAsync(
            new ReportMessage { Account = context.Origin.Account, MessageId = message.MessageId, Reason = reason }, cancellationToken);
    }
}
