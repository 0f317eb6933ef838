using System.Collections.Concurrent;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat;

/// <summary>Messages on their way, so that one that comes back as an error finds whoever sent it.</summary>
internal sealed class PendingSends
{
    private readonly ConcurrentDictionary<string, PendingSend> _byId = new(StringComparer.Ordinal);

    /// <summary>Watches for the refusal of a message until the result is disposed.</summary>
    public PendingSend Add(Message message)
    {
        var pending = new PendingSend(this, message.Id!, message.To!);
        _byId[pending.Id] = pending;
        return pending;
    }

    /// <summary>Hands an error to the send that it is about; false when there is none.</summary>
    public bool TryRefuse(Message message, StanzaError error)
    {
        // Others who can see the message know its id too: only its recipient's address and servers may refuse it.
        if (message.Id is not { } id || !_byId.TryGetValue(id, out var pending)
            || (message.From is { Local.Length: > 0 } from && from.Bare != pending.To.Bare))
        {
            return false;
        }

        pending.Refusal = error;
        return true;
    }

    private void Remove(PendingSend pending) => _byId.TryRemove(KeyValuePair.Create(pending.Id, pending));

    internal sealed class PendingSend(PendingSends owner, string id, Jid to) : IDisposable
    {
        private volatile StanzaError? _refusal;

        public string Id { get; } = id;

        public Jid To { get; } = to;

        /// <summary>Why the message came back; null as long as it did not.</summary>
        public StanzaError? Refusal
        {
            get => _refusal;
            set => _refusal = value;
        }

        public void Dispose() => owner.Remove(this);
    }
}
