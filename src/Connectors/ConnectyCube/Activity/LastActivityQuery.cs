using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.Xmpp;

namespace BotPlatform.ConnectyCube.Activity;

/// <summary>Section 4.13: when a user was last there.</summary>
internal sealed class LastActivityQuery(IXmppSession session, ChatAddresses addresses, TimeProvider time)
    : IAnswers<GetLastActivity, LastActivity>
{
    /// <inheritdoc />
    public Task<LastActivity> AnswerAsync(GetLastActivity request, CancellationToken cancellationToken) =>
        Failures.TranslateAsync(async () =>
        {
            var question = Xmpp.Extensions.LastActivity.Request(addresses.RequireUser(request.User));
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
