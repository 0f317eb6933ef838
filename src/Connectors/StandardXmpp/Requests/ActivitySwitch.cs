using BotPlatform.Connectors;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.Contracts.Requests;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;

namespace BotPlatform.StandardXmpp.Requests;

/// <summary>XEP-0352: tells the server whether somebody looks at the account; told again to each new stream, which begins active.</summary>
internal sealed class ActivitySwitch(IXmppSession session) : IAnswers<SetActivity, Done>
{
    private volatile bool _isInactive;

    /// <inheritdoc />
    public Task<Done> AnswerAsync(SetActivity request, CancellationToken cancellationToken) => Failures.TranslateAsync(async () =>
    {
        if (!session.Offers(ClientState.Feature))
        {
            throw new ConnectorRefusedException("The server does not offer XEP-0352.", Failures.NotThere);
        }

        _isInactive = !request.IsActive;
        await session.PostAsync(request.IsActive ? ClientState.Active : ClientState.Inactive, cancellationToken).ConfigureAwait(false);
        return new Done();
    });

    /// <summary>Says again what was said on the stream before.</summary>
    public async Task RepeatAsync(IXmppSession stream, CancellationToken cancellationToken)
    {
        if (_isInactive && stream.Offers(ClientState.Feature))
        {
            await stream.PostAsync(ClientState.Inactive, cancellationToken).ConfigureAwait(false);
        }
    }
}
