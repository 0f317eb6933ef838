using System.Collections.Concurrent;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Sessions;

/// <summary>
/// Messages on their way, so that one that comes back as an error (RFC 6120 §8.3) finds whoever sent it. The one who reads the
/// incoming stanzas tells it of errors.
/// </summary>
public sealed class SendWatches
{
    private readonly ConcurrentDictionary<string, SendWatch> _byId = new(StringComparer.Ordinal);

    /// <summary>Watches for the refusal of a message, which has an id and a recipient, until the result is disposed.</summary>
    public SendWatch Add(Message message)
    {
        var pending = new SendWatch(this, message.Id!, message.To!);
        _byId[pending.Id] = pending;
        return pending;
    }

    /// <summary>Hands an error to the send that it is about; false when there is none.</summary>
    public bool TryRefuse(Message error)
    {
        // Others who can see the message know its id too: only its recipient's address and servers may refuse it.
        if (error.Id is not { } id || !_byId.TryGetValue(id, out var pending)
            || (error.From is { Local.Length: > 0 } from && from.Bare != pending.To.Bare))
        {
            return false;
        }

        pending.Refusal = StanzaError.Parse(error.Payloads);
        return true;
    }

    internal void Remove(SendWatch pending) => _byId.TryRemove(KeyValuePair.Create(pending.Id, pending));
}

/// <summary>A message on its way.</summary>
public sealed class SendWatch : IDisposable
{
    private readonly SendWatches _owner;
    private volatile StanzaError? _refusal;

    internal SendWatch(SendWatches owner, string id, Jid to) => (_owner, Id, To) = (owner, id, to);

    internal string Id { get; }

    internal Jid To { get; }

    internal StanzaError? Refusal
    {
        get => _refusal;
        set => _refusal = value;
    }

    /// <summary>Ends when the server has the message and has not sent it back.</summary>
    /// <param name="acknowledged">What <see cref="IXmppSession.SendAsync"/> returned.</param>
    /// <param name="catchUp">
    /// Waits until everything that has been received by then has been looked at: a server sends the error before it acknowledges the
    /// message, but the acknowledgement takes the shorter way through the client.
    /// </param>
    /// <exception cref="XmppStanzaException">It came back.</exception>
    /// <exception cref="XmppConnectionException">The session ended; whether the message arrived is not known.</exception>
    public async Task WaitAsync(Task acknowledged, Func<Task> catchUp)
    {
        ArgumentNullException.ThrowIfNull(acknowledged);
        ArgumentNullException.ThrowIfNull(catchUp);
        try
        {
            await acknowledged.ConfigureAwait(false);
            await catchUp().ConfigureAwait(false);
        }
        catch (XmppException) when (Refusal is not null)
        {
            // The refusal says more than the break that followed it.
        }

        if (Refusal is { } refusal)
        {
            throw new XmppStanzaException(refusal);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _owner.Remove(this);
}
