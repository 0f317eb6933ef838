using BotPlatform.Contracts.Chat;
using BotPlatform.StandardXmpp.Rooms;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Inbound;

/// <summary>Where something was written, and by whom.</summary>
/// <param name="Dialog">The dialog.</param>
/// <param name="Kind">Who can read it.</param>
/// <param name="Sender">Who, for a bot.</param>
/// <param name="Author">Who, in a form that nobody else takes over.</param>
/// <param name="Room">The room, if it is one.</param>
internal sealed record Place(DialogRef Dialog, DialogKind Kind, UserRef Sender, string Author, Room? Room = null);

/// <summary>A message that somebody else wrote in a dialog.</summary>
/// <param name="Message">As it came.</param>
/// <param name="Place">Where and by whom.</param>
/// <param name="WasDelayed">Whether somebody kept it for a while.</param>
/// <param name="IsCopy">XEP-0280: whether another device of ours got it, and this is a copy.</param>
internal sealed record Incoming(Message Message, Place Place, bool WasDelayed, bool IsCopy)
{
    /// <summary>XEP-0313: whether an archive was asked for it, where what is known already is too.</summary>
    public bool IsArchived { get; init; }
}
