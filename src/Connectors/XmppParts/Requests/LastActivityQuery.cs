using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Connectors.XmppParts.Requests;

/// <summary>XEP-0012: when a user was last there. Servers may tell it only to those who may see the user's presence.</summary>
/// <param name="session">Where it is asked.</param>
/// <param name="addressOf">The address of a user; throws <see cref="ConnectorRefusedException"/> for one who is none.</param>
/// <param name="time">The clock.</param>
public sealed class LastActivityQuery(IXmppSession session, Func<UserRef, Jid> addressOf, TimeProvider time)
    : IAnswers<GetLastActivity, LastActivity>
{
    /// <inheritdoc />
    public Task<LastActivity> AnswerAsync(GetLastActivity request, CancellationToken cancellationToken) =>
        Failures.TranslateAsync(async () =>
        {
            var question = Xmpp.Extensions.LastActivity.Request(addressOf(request.User));
            var answer = await session.RequestAsync(question, cancellationToken).ConfigureAwait(false);
            var idle = Failures.Read(answer, iq => iq.Require<Xmpp.Extensions.LastActivity>()).Idle;
            return new LastActivity
            {
                User = request.User,
                IsOnline = idle == TimeSpan.Zero,
                LastActiveAt = time.GetUtcNow() - idle,
            };
        });
}
