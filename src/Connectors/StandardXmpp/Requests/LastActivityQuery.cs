using BotPlatform.Connectors;
using BotPlatform.Contracts.Requests;
using BotPlatform.Xmpp;

namespace BotPlatform.StandardXmpp.Requests;

/// <summary>XEP-0012: when a user was last there. Servers tell it only to those who may see the user's presence.</summary>
internal sealed class LastActivityQuery(IXmppSession session, TimeProvider time) : IAnswers<GetLastActivity, LastActivity>
{
    /// <inheritdoc />
    public Task<LastActivity> AnswerAsync(GetLastActivity request, CancellationToken cancellationToken) =>
        Failures.TranslateAsync(async () =>
        {
            var question = Xmpp.Extensions.LastActivity.Request(Users.AddressOf(request.User));
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
