using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Sessions;

/// <summary>The life of an outgoing stanza: queued, written, acknowledged by the server; or failed at any point.</summary>
/// <param name="element">What to send; null is a keep-alive space.</param>
/// <param name="isStanza">Whether XEP-0198 counts it.</param>
/// <param name="waitsForServer">Whether it is done when the server has acknowledged it, or already when it is written.</param>
internal sealed class OutgoingStanza(Element? element, bool isStanza, bool waitsForServer)
    : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>Something whose content is known only at the moment it is written. Nobody counts it or waits for it.</summary>
    public OutgoingStanza(Func<Element> atTheLastMoment)
        : this(element: null, isStanza: false, waitsForServer: false) => AtTheLastMoment = atTheLastMoment;

    private Func<Element>? AtTheLastMoment { get; }

    public bool IsStanza { get; } = isStanza;

    /// <summary>What goes over the wire; asked for once, by the writer. Null is a keep-alive space.</summary>
    public Element? ToWrite() => AtTheLastMoment is null ? element : AtTheLastMoment();

    public void Written(bool willBeAcknowledged)
    {
        if (!waitsForServer || !willBeAcknowledged)
        {
            TrySetResult();
        }
    }

    public void Acknowledged() => TrySetResult();

    public void Failed(XmppException error) => TrySetException(error);
}
