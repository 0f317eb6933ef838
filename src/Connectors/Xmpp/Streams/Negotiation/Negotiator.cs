using BotPlatform.Xmpp.Transport;

namespace BotPlatform.Xmpp.Streams.Negotiation;

/// <summary>RFC 6120 §4.3: from an open connection to a stream on which stanzas flow, one step after the other.</summary>
internal sealed class Negotiator(TransportFactory transports, Action<XmppState> tell)
{
    // Three restarts are the longest way there is; a server that wants more is not going anywhere.
    private const int MaxRounds = 5;

    private readonly INegotiationStep[] _steps = [new StartTlsStep(transports), new SaslStep(), new ResumeStep(), new BindStep()];

    /// <summary>Negotiates.</summary>
    /// <exception cref="XmppException">What went wrong, by kind.</exception>
    public async Task RunAsync(Handshake handshake, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var features = await handshake.OpenAsync(cancellationToken).ConfigureAwait(false);
            var result = StepResult.Next;
            while (result == StepResult.Next)
            {
                var step = _steps.FirstOrDefault(s => s.Applies(features, handshake))
                    ?? throw new XmppConnectionException("The server offers nothing that leads to a usable stream.");
                tell(step.State);
                result = await step.RunAsync(handshake, features, cancellationToken).ConfigureAwait(false);
            }

            if (result == StepResult.Done)
            {
                return;
            }
        }

        throw new XmppConnectionException("The server does not come to an end with the login.");
    }
}
