using System.Collections.Concurrent;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Rooms;

/// <summary>Somebody in a room.</summary>
/// <param name="Key">Stands for the person, or, where the room does not say who it is, for this one visit: nicks are taken over.</param>
/// <param name="User">Who, for a bot.</param>
internal sealed record Occupant(string Key, UserRef User);

/// <summary>XEP-0045: a room that the account is in, or wants to be in. One reader changes who is there; anybody may look.</summary>
internal sealed class Room(Jid address, string nick)
{
    // Clocks differ, and what came in the last moment may not have been looked at. What comes twice is recognised.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Occupant> _occupants = new(StringComparer.Ordinal);
    private volatile string _nick = nick;
    private volatile bool _isJoined;
    private volatile bool _isWanted;
    private DateTimeOffset? _heardAt;

    public Jid Address { get; } = address;

    /// <summary>What a bot calls it.</summary>
    public DialogRef Dialog { get; } = new(address.ToString());

    /// <summary>Our name there; the room may give us another one than we asked for.</summary>
    public string Nick
    {
        get => _nick;
        set => _nick = value;
    }

    /// <summary>Whether the room has let us in, as far as we know.</summary>
    public bool IsJoined => _isJoined;

    /// <summary>Whether to join it again after each new login.</summary>
    public bool IsWanted
    {
        get => _isWanted;
        set => _isWanted = value;
    }

    /// <summary>Whether the configuration names it: then it is tried again even when it refuses.</summary>
    public bool IsConfigured { get; init; }

    /// <summary>XEP-0359: whether the room gives ids to messages, and removes forged ones; null while that is not known.</summary>
    public bool? GivesIds { get; set; }

    /// <summary>XEP-0313: whether the room keeps an archive.</summary>
    public bool KeepsArchive { get; set; }

    /// <summary>Whether it has ever let us in.</summary>
    public bool WasJoined { get; private set; }

    /// <summary>From when on what was said while we were not there is news; null where nothing of it is.</summary>
    public DateTimeOffset? HistorySince { get; private set; }

    /// <summary>Everybody there, the account itself too.</summary>
    public IReadOnlyList<UserRef> Users => [.. _occupants.Values.Select(o => o.User).Distinct()];

    /// <summary>We ask to be let in; whoever is there will be told anew.</summary>
    public void BeginJoin()
    {
        Left();
        HistorySince = _heardAt - Overlap;
    }

    public void Joined() => (_isJoined, WasJoined) = (true, true);

    public void Left()
    {
        _isJoined = false;
        _occupants.Clear();
    }

    /// <summary>The room sent something live.</summary>
    public void Heard(DateTimeOffset at) => _heardAt = at;

    public Occupant? Find(string nick) => _occupants.GetValueOrDefault(nick);

    public bool IsHere(UserRef user) => _occupants.Values.Any(o => o.User == user);

    public void Add(string nick, Occupant occupant) => _occupants[nick] = occupant;

    public Occupant? Remove(string nick) => _occupants.TryRemove(nick, out var occupant) ? occupant : null;
}
