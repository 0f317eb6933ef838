using BotPlatform.Connectors;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.Contracts.Requests;
using BotPlatform.Xmpp;

namespace BotPlatform.ConnectyCube.Activity;

/// <summary>Section 4.13: begins and stops hearing when a user comes or goes.</summary>
internal sealed class ActivityWatch(IXmppSession session, ChatAddresses addresses, SessionWishes wishes)
    : IAnswers<WatchActivity, Done>
{
    /// <inheritdoc />
    public Task<Done> AnswerAsync(WatchActivity request, CancellationToken cancellationToken) => Failures.TranslateAsync(async () =>
    {
        var question = ActivitySubscription.Request(addresses.RequireUser(request.User), request.IsWatching);
        if (!request.IsWatching)
        {
            wishes.Unwatch(request.User.Id);
        }

        await session.RequestAsync(question, cancellationToken).ConfigureAwait(false);
        if (request.IsWatching)
        {
            wishes.Watch(request.User.Id);
        }

        return new Done();
    });
}
