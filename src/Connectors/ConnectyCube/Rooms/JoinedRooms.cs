namespace BotPlatform.ConnectyCube.Rooms;

/// <summary>
/// Section 4.16: who is online in the groups that the account has joined, and when each group was last heard. A group names
/// everybody again whenever it is asked to let us in, so only this tells what is news.
/// </summary>
internal sealed class JoinedRooms(TimeProvider time)
{
    /// <summary>More than so many occupants of one group are not remembered: the presences of the others are all news.</summary>
    public const int MaxOccupants = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Room> _rooms = new(StringComparer.Ordinal);

    /// <summary>The account asks to be let in: from here on, the group names everybody who is there.</summary>
    public void Ask(string dialogId)
    {
        lock (_gate)
        {
            FindOrAdd(dialogId).Named = new HashSet<string>(StringComparer.Ordinal);
        }
    }

    /// <summary>The group has let us in: whom it has not named since <see cref="Ask"/> is not there any more.</summary>
    public void Enter(string dialogId)
    {
        lock (_gate)
        {
            if (_rooms.TryGetValue(dialogId, out var room))
            {
                room.HeardAt = time.GetUtcNow();
                room.Online = room.Named ?? room.Online;
                room.Named = null;
            }
        }
    }

    /// <summary>The group was heard.</summary>
    public void Hear(string dialogId)
    {
        lock (_gate)
        {
            FindOrAdd(dialogId);
        }
    }

    /// <summary>The account is not in the group any more.</summary>
    public void Forget(string dialogId)
    {
        lock (_gate)
        {
            _rooms.Remove(dialogId);
        }
    }

    /// <summary>Somebody is there; whether that is news.</summary>
    public bool Come(string dialogId, string userId)
    {
        lock (_gate)
        {
            if (!_rooms.TryGetValue(dialogId, out var room))
            {
                return true;
            }

            room.HeardAt = time.GetUtcNow();
            var isNews = !room.Online.Contains(userId);
            Add(room.Online, userId);
            Add(room.Named, userId);
            return isNews;
        }
    }

    /// <summary>Somebody is not there any more; whether that is news.</summary>
    public bool Go(string dialogId, string userId)
    {
        lock (_gate)
        {
            if (!_rooms.TryGetValue(dialogId, out var room))
            {
                return true;
            }

            room.HeardAt = time.GetUtcNow();
            room.Named?.Remove(userId);
            return room.Online.Count >= MaxOccupants | room.Online.Remove(userId);
        }
    }

    /// <summary>Whether the group was not heard for so long.</summary>
    public bool IsSilent(string dialogId, TimeSpan interval)
    {
        lock (_gate)
        {
            return !_rooms.TryGetValue(dialogId, out var room) || time.GetUtcNow() - room.HeardAt >= interval;
        }
    }

    private static void Add(HashSet<string>? users, string userId)
    {
        if (users?.Count < MaxOccupants)
        {
            users.Add(userId);
        }
    }

    private Room FindOrAdd(string dialogId)
    {
        if (!_rooms.TryGetValue(dialogId, out var room))
        {
            _rooms[dialogId] = room = new Room();
        }

        room.HeardAt = time.GetUtcNow();
        return room;
    }

    private sealed class Room
    {
        public HashSet<string> Online { get; set; } = new(StringComparer.Ordinal);

        /// <summary>Whom the group has named since we asked to be let in; null while we do not.</summary>
        public HashSet<string>? Named { get; set; }

        public DateTimeOffset HeardAt { get; set; }
    }
}
