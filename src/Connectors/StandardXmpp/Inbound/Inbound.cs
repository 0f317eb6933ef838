using BotPlatform.Contracts.Chat;

namespace BotPlatform.StandardXmpp.Inbound;

/// <summary>Why a stanza becomes no event.</summary>
internal enum Ignored
{
    /// <summary>It became one.</summary>
    Not,

    /// <summary>We wrote it ourselves, here or on another device.</summary>
    OwnEcho,

    /// <summary>A room tells what was said before, and the account knows it already or was not there yet.</summary>
    History,

    /// <summary>It comes from nobody who could be in a dialog: a server, or a room that the account is not in.</summary>
    Stranger,

    /// <summary>It is of a kind that has no event.</summary>
    Unhandled,

    /// <summary>It changes a message that its sender has not written, or of which nobody knows that any more.</summary>
    NotTheAuthor,

    /// <summary>Something in it is not what the protocol demands.</summary>
    Malformed,
}

/// <summary>What a stanza means: an event, or the reason why it is none.</summary>
/// <param name="Event">The event.</param>
/// <param name="Ignored">The reason.</param>
/// <param name="IsConfirmed">Whether its sender asks to be told that it arrived, and it is for us to say.</param>
internal readonly record struct Inbound(IAccountEvent? Event, Ignored Ignored, bool IsConfirmed = false)
{
    public static implicit operator Inbound(Ignored reason) => new(null, reason);

    public static Inbound Of(IAccountEvent happened) => new(happened, Ignored.Not);
}
