using System.Globalization;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Sessions;

/// <summary>XEP-0198 §4: tells the server what is safe with us, when it asks and, if that was too early, as soon as all of it is.</summary>
internal sealed class Acknowledger(OutgoingQueue outgoing)
{
    private static readonly XmlName AcknowledgementName = new(Namespaces.StreamManagement, "a");

    private readonly HandledCounter _counter = new();
    private readonly Lock _reporting = new();   // so that the numbers on the wire never go back
    private volatile bool _owesReport;

    /// <summary>Counts a stanza that has just been received.</summary>
    public long Received() => _counter.Received();

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
            var h = new XmlAttribute("h", _counter.Value.ToString(CultureInfo.InvariantCulture));
            var report = new Element(AcknowledgementName, null, h);
            if (outgoing.TryPost(new OutgoingStanza(report, isStanza: false, waitsForServer: false)) && isAll)
            {
                _owesReport = false;
            }
        }
    }
}
