using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.TestKit;

/// <summary>A session that remembers what is sent, and answers requests as it is told.</summary>
public sealed class FakeSession : IXmppSession
{
    private readonly List<string> _sent = [];

    public Jid Address { get; } = Jid.Parse("100-1@localhost/r1");

    /// <summary>What was sent, as XML, in order.</summary>
    public IReadOnlyList<string> Sent
    {
        get
        {
            lock (_sent)
            {
                return [.. _sent];
            }
        }
    }

    /// <summary>Answers a request; by default with an empty result. May throw.</summary>
    public Func<Iq, CancellationToken, Task<Iq>> Answer { get; set; } = (request, _) => Task.FromResult(request.ToResult());

    /// <summary>Told each message and presence. May throw.</summary>
    public Action<IStanza> Sending { get; set; } = _ => { };

    /// <summary>Every request is answered with this payload.</summary>
    public void AnswerWith(string payload) =>
        Answer = (request, _) => Task.FromResult(request.ToResult(Element.Parse(payload)));

    /// <summary>Every request is refused.</summary>
    public void RefuseWith(string condition, string type = "cancel") =>
        Answer = (_, _) => Task.FromException<Iq>(new XmppStanzaException(new StanzaError(condition, type)));

    public bool Offers(XmlName feature) => false;

    public Task SendAsync(IStanza stanza, CancellationToken cancellationToken = default) => PostAsync(stanza, cancellationToken);

    public Task PostAsync(IStanza stanza, CancellationToken cancellationToken = default)
    {
        Remember(stanza.ToElement());
        Sending(stanza);
        return Task.CompletedTask;
    }

    public Task PostAsync(Element element, CancellationToken cancellationToken = default)
    {
        Remember(element);
        return Task.CompletedTask;
    }

    public Task<Iq> RequestAsync(Iq request, CancellationToken cancellationToken = default)
    {
        Remember(request.ToElement());
        return Answer(request, cancellationToken);
    }

    private void Remember(Element element)
    {
        lock (_sent)
        {
            _sent.Add(element.ToString());
        }
    }
}
