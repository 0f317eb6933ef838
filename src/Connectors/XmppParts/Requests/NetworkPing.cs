using BotPlatform.Connectors.XmppParts.Connection;
using BotPlatform.Contracts.Requests;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Connectors.XmppParts.Requests;

/// <summary>XEP-0199: whether the server is there, and how far away.</summary>
public sealed class NetworkPing(IXmppSession session, Jid server, TimeProvider time) : IAnswers<PingNetwork, PingAnswer>
{
    /// <inheritdoc />
    public Task<PingAnswer> AnswerAsync(PingNetwork request, CancellationToken cancellationToken) => Failures.TranslateAsync(async () =>
    {
        if (request.Timeout <= TimeSpan.Zero)
        {
            throw new ConnectorRefusedException("A ping needs some time for its answer.", "bad-request");
        }

        using var timeout = new CancellationTokenSource(request.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var start = time.GetTimestamp();
        try
        {
            await session.AwaitAnswerAsync(server, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer(request.Timeout, e);
        }
        catch (XmppConnectionException e) when (e.InnerException is TimeoutException)
        {
            throw NoAnswer(time.GetElapsedTime(start), e);
        }

        return new PingAnswer { RoundTrip = time.GetElapsedTime(start) };
    });

    private static ConnectorRefusedException NoAnswer(TimeSpan waited, Exception cause) =>
        new($"The network did not answer within {waited}.", "timeout", cause);
}
