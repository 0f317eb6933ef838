using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Privacy;

/// <summary>What the privacy lists of two users mean for what passes between them (section 4.12).</summary>
internal sealed class PrivacyGuard(SandboxWorld world, Mailboxes mailboxes, Addresses addresses)
{
    /// <summary>Why a message may not go from a user to another; null when it may.</summary>
    /// <param name="author">Who sends it.</param>
    /// <param name="session">From which session; null for one that was created over REST.</param>
    /// <param name="reader">Whom it is for.</param>
    public StanzaError? MessageRefusal(User author, ChatSession? session, User reader) =>
        Refusal(author, session, reader, PrivacyTraffic.MessageOut, PrivacyTraffic.MessageIn);

    /// <summary>Whether a private dialog is closed to one of its two users.</summary>
    public bool Closes(Dialog dialog, User author) =>
        dialog.Type == DialogType.Private && world.Users.TryFind(dialog.OtherThan(author.Id), out var reader)
        && MessageRefusal(author, session: null, reader) is not null;

    /// <summary>Why a request or an answer may not go from a session to another user or one of their sessions.</summary>
    public StanzaError? IqRefusal(ChatSession session, int userId) => world.Users.TryFind(userId, out var user)
        ? Refusal(session.User, session, user, PrivacyTraffic.IqOut, PrivacyTraffic.IqIn)
        : null;

    /// <summary>Whether a group hides what one occupant writes from another. Nobody is told.</summary>
    public bool HidesInGroup(User author, ChatSession? session, User reader) =>
        author.Id != reader.Id
        && ((HasLists(author.Id) && Denies(author.Id, session, addresses.Occupant(reader.Id), PrivacyTraffic.MessageOut))
            || (HasLists(reader.Id) && DeniesEverywhere(reader.Id, addresses.Occupant(author.Id), PrivacyTraffic.MessageIn)));

    /// <summary>Which of the reader's sessions may have a private message; null when none has a list of its own.</summary>
    public Predicate<ChatSession>? Audience(User author, User reader) =>
        HasActiveLists(reader.Id) ? Audience(reader.Id, author.BareJid) : null;

    /// <summary>Which of the reader's sessions may have a group message; null when none has a list of its own.</summary>
    public Predicate<ChatSession>? GroupAudience(User author, User reader) =>
        HasActiveLists(reader.Id) ? Audience(reader.Id, addresses.Occupant(author.Id)) : null;

    private StanzaError? Refusal(
        User author, ChatSession? session, User other, PrivacyTraffic outward, PrivacyTraffic inward) =>
        author.Id == other.Id ? null
            : Denies(author.Id, session, other.BareJid, outward) ? Refusals.NotAcceptable
            : HasLists(other.Id) && DeniesEverywhere(other.Id, author.BareJid, inward) ? Refusals.Blocked
            : null;

    private Predicate<ChatSession> Audience(int readerId, string author) =>
        session => !Denies(readerId, session, author, PrivacyTraffic.MessageIn);

    // Nearly nobody has lists: everything else is asked after this.
    private bool HasLists(int userId) => world.Privacy.Of(userId).Lists.Count > 0;

    private bool HasActiveLists(int userId) =>
        HasLists(userId) && mailboxes.Of(userId).Available.Any(session => session.ActivePrivacyList is not null);

    /// <summary>Whether no session of the owner takes it; without a session, the default list decides.</summary>
    private bool DeniesEverywhere(int ownerId, string peer, PrivacyTraffic traffic)
    {
        var sessions = mailboxes.Of(ownerId).Available;
        return sessions.Count == 0
            ? Denies(ownerId, session: null, peer, traffic)
            : sessions.All(session => Denies(ownerId, session, peer, traffic));
    }

    private bool Denies(int ownerId, ChatSession? session, string peer, PrivacyTraffic traffic) =>
        world.Privacy.Of(ownerId).Effective(session?.ActivePrivacyList)?.Denies(peer, traffic) == true;
}
