using System.Globalization;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Streams.Negotiation;

/// <summary>
/// XEP-0198 §5: asks the server to go on with a session whose connection broke. When it refuses, an address is bound instead.
/// </summary>
internal sealed class ResumeStep : INegotiationStep
{
    public XmppState State { get; } = new XmppState.Resuming();

    public bool Applies(StreamFeatures features, Handshake handshake) =>
        handshake is { Security.IsAuthenticated: true, Resumption: { Outcome: null } } && features.OffersStreamManagement;

    public async Task<StepResult> RunAsync(
        Handshake handshake, StreamFeatures features, CancellationToken cancellationToken)
    {
        var resumption = handshake.Resumption!;
        var resume = new Element(
            new XmlName(Namespaces.StreamManagement, "resume"),
            null,
            new XmlAttribute("previd", resumption.Ticket.Id),
            new XmlAttribute("h", resumption.Handled().ToString(CultureInfo.InvariantCulture)));
        await handshake.SendAsync(resume, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var answer = await handshake.ReadAsync(cancellationToken).ConfigureAwait(false);
            switch (answer.Name)
            {
                case { Namespace: Namespaces.StreamManagement, LocalName: "resumed" }:
                    resumption.Outcome = new ResumptionOutcome(IsResumed: true, Handled(answer) ?? throw NoCount());
                    return StepResult.Done;
                case { Namespace: Namespaces.StreamManagement, LocalName: "failed" }:
                    resumption.Outcome = new ResumptionOutcome(IsResumed: false, Handled(answer));
                    return StepResult.Next;
                default:
                    throw Handshake.Unexpected(answer);
            }
        }
    }

    private static uint? Handled(Element answer) =>
        uint.TryParse(answer.Attribute("h"), NumberStyles.None, CultureInfo.InvariantCulture, out var h) ? h : null;

    private static XmppFormatException NoCount() => new("<resumed/> has no valid 'h'.", StanzaError.UndefinedCondition);
}
