using BotPlatform.Connectors;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.Contracts.Requests;
using BotPlatform.Xmpp;

namespace BotPlatform.ConnectyCube.Activity;

/// <summary>Section 4.14: tells the network whether somebody looks at the account.</summary>
internal sealed class ActivitySwitch(IXmppSession session, SessionWishes wishes) : IAnswers<SetActivity, Done>
{
    /// <inheritdoc />
    public Task<Done> AnswerAsync(SetActivity request, CancellationToken cancellationToken) => Failures.TranslateAsync(async () =>
    {
        await session.RequestAsync(MobileState.Request(!request.IsActive), cancellationToken).ConfigureAwait(false);
        wishes.IsInactive = !request.IsActive;
        return new Done();
    });
}
