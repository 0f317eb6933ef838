using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Sessions;

/// <summary>The life of an outgoing stanza: queued, written, acknowledged by the server; or failed at any point.</summary>
/// <param name="element">What to send; null is a keep-alive space.</param>
/// <param name="isStanza">Whether XEP-0198 counts it.</param>
/// <param name="waitsForServer">Whether it is done when the server has acknowledged it, or already when it is written.</param>
internal sealed class OutgoingStanza(Element? element, bool isStanza, bool waitsForServer)
    : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Element? Element { get; } = element;

    public bool IsStanza { get; } = isStanza;

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
