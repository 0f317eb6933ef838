namespace BotPlatform.StandardXmpp.Messages;

/// <summary>
/// What is known of the latest messages: who may change them, and how rooms call them. In a room a correction names a message by the
/// id that its sender gave it, everything else by the id that the room gave it (XEP-0359); a bot knows one id of each message.
/// </summary>
internal sealed class MessageMemory
{
    private const int Capacity = 8192;

    private readonly RecentMap<(string Dialog, string Id), KnownMessage> _byId = new(Capacity);
    private readonly RecentMap<(string Dialog, string Author, string Id), string> _bySendersId = new(Capacity);
    private readonly RecentMap<(string Dialog, string Id), string> _roomsIds = new(Capacity);

    /// <summary>The account writes a message.</summary>
    public void Sent(string dialog, string id) => _byId.Set((dialog, id), new KnownMessage(id, Author: null));

    /// <summary>A room shows the account its own message.</summary>
    /// <param name="dialog">The room.</param>
    /// <param name="id">Our id.</param>
    /// <param name="roomsId">The room's id; null when it gives none.</param>
    public void Echoed(string dialog, string id, string? roomsId)
    {
        Sent(dialog, id);
        if (roomsId is not null)
        {
            _byId.Set((dialog, roomsId), new KnownMessage(id, Author: null));
            _roomsIds.Set((dialog, id), roomsId);
        }
    }

    /// <summary>Somebody wrote a message.</summary>
    /// <param name="dialog">Where.</param>
    /// <param name="id">What a bot calls it.</param>
    /// <param name="author">Who, in a form that nobody else takes over.</param>
    /// <param name="sendersId">What the sender's client calls it, if that is known.</param>
    public void Received(string dialog, string id, string author, string? sendersId)
    {
        _byId.Set((dialog, id), new KnownMessage(id, author));
        if (sendersId is not null)
        {
            _bySendersId.Set((dialog, author, sendersId), id);
        }
    }

    /// <summary>Whether the message is known already.</summary>
    public bool Knows(string dialog, string id) => _byId.TryGet((dialog, id), out _);

    /// <summary>Whether the account wrote it, as far as that is remembered.</summary>
    public bool IsOwn(string dialog, string id) => _byId.TryGet((dialog, id), out var known) && known.Author is null;

    /// <summary>What a bot calls the message to which others give this id.</summary>
    public string BotsId(string dialog, string id) => _byId.TryGet((dialog, id), out var known) ? known.Id : id;

    /// <summary>What a bot calls the message if this author wrote it and it is remembered, else null.</summary>
    public string? WrittenBy(string dialog, string author, string id) =>
        _byId.TryGet((dialog, id), out var known) && known.Author == author ? known.Id : null;

    /// <summary>The same for the id that the author's client gave.</summary>
    public string? SentBy(string dialog, string author, string sendersId) =>
        _bySendersId.TryGet((dialog, author, sendersId), out var id) ? id : null;

    /// <summary>What the room calls a message of the account; null when that is not remembered.</summary>
    public string? RoomsId(string dialog, string id) => _roomsIds.TryGet((dialog, id), out var roomsId) ? roomsId : null;

    /// <param name="Id">What a bot calls it.</param>
    /// <param name="Author">Who wrote it; null for the account.</param>
    private sealed record KnownMessage(string Id, string? Author);
}
