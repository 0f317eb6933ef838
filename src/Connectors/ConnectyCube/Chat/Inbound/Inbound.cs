using BotPlatform.Contracts.Chat;

namespace BotPlatform.ConnectyCube.Chat.Inbound;

/// <summary>Why a stanza becomes no event.</summary>
internal enum Ignored
{
    /// <summary>It became one.</summary>
    Not,

    /// <summary>We wrote it ourselves, here or on another device (sections 3.7 and 4.3).</summary>
    OwnEcho,

    /// <summary>It comes from nobody who could be in a dialog: a service, or another application.</summary>
    Stranger,

    /// <summary>It is of a kind that has no event: call signalling, or something unknown.</summary>
    Unhandled,

    /// <summary>Something in it is not what the protocol demands, or it speaks for somebody else than its sender.</summary>
    Malformed,
}

/// <summary>What a stanza means: an event, or the reason why it is none.</summary>
internal readonly record struct Inbound(IAccountEvent? Event, Ignored Ignored)
{
    public static implicit operator Inbound(Ignored reason) => new(null, reason);

    public static Inbound Of(IAccountEvent happened) => new(happened, Ignored.Not);
}
