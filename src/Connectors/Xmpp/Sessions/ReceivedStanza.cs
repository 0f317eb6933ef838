using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Sessions;

/// <summary>A message or a presence, and the duty to acknowledge it.</summary>
public sealed class ReceivedStanza
{
    private Action? _acknowledge;

    internal ReceivedStanza(IStanza stanza, Action? acknowledge)
    {
        Stanza = stanza;
        _acknowledge = acknowledge;
    }

    /// <summary>What was received.</summary>
    public IStanza Stanza { get; }

    /// <summary>
    /// The stanza is safe and need not be delivered again. XEP-0198's <c>h</c> follows the stanzas that were acknowledged without
    /// a gap, so one that is forgotten holds all later ones back. Without stream management, and when called again, it does
    /// nothing.
    /// </summary>
    public void Acknowledge() => Interlocked.Exchange(ref _acknowledge, null)?.Invoke();
}
