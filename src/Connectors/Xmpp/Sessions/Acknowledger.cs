using System.Globalization;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Sessions;

/// <summary>
/// XEP-0198 §4: tells the server what is safe with us, when it asks and, if that was too early, as soon as all of it is.
/// </summary>
internal sealed class Acknowledger(OutgoingQueue outgoing)
{
    private static readonly XmlName AcknowledgementName = new(Namespaces.StreamManagement, "a");

    private readonly HandledCounter _counter = new();
    private readonly Lock _reporting = new();
    private volatile bool _owesReport;

    /// <summary>The <c>h</c> of this moment, with which a session is resumed: what is not in it will come again.</summary>
    public uint ReportForResumption() => _counter.BeginResumption();

    /// <summary>
    /// Counts a stanza that has just been received, unless it came again after a resumption and is here already.
    /// </summary>
    /// <returns>Its number, or null when it is here already.</returns>
    /// <exception cref="XmppFormatException">The server, resuming, sent something else than it had sent before.</exception>
    public long? Received(Element stanza) => _counter.Received(Fingerprint(stanza));

    /// <summary>The session goes on.</summary>
    public void Resumed() => _counter.Resume();

    /// <summary>A counted stanza is safe.</summary>
    public void Handled(long number)
    {
        if (_counter.Handled(number) && _owesReport)
        {
            Report();
        }
    }

    /// <summary>Says what is safe by now; more follows if that is not all, or if there is no room for it in the queue.</summary>
    public void Report()
    {
        lock (_reporting)
        {
            // In this order: a stanza that becomes safe in between is reported twice rather than not at all.
            _owesReport = true;
            var isAll = _counter.IsComplete;
            if (outgoing.TryPost(new OutgoingStanza(ToReport)) && isAll)
            {
                _owesReport = false;
            }
        }
    }

    private static int Fingerprint(Element stanza) =>
        HashCode.Combine(stanza.Name.LocalName, stanza.Attribute("id"), stanza.Attribute("from"), stanza.Attribute("type"));

    // At the moment it is written, so that the numbers on the wire never go back.
    private Element ToReport() =>
        new(AcknowledgementName, null, new XmlAttribute("h", _counter.Value.ToString(CultureInfo.InvariantCulture)));
}
