namespace BotPlatform.Chaos.Hosting;

/// <summary>The places between two steps of the walk of a message at which a host can kill itself.</summary>
internal enum Step
{
    /// <summary>The host has the event, and nothing is kept yet.</summary>
    Received,

    /// <summary>The event is kept, and not acknowledged.</summary>
    Kept,

    /// <summary>It is acknowledged, and no bot has seen it.</summary>
    Acknowledged,

    /// <summary>The bot has been called, and done nothing.</summary>
    BotCalled,

    /// <summary>The bot has answered, and nobody knows yet.</summary>
    BotDone,

    /// <summary>The answer is about to be committed.</summary>
    Answering,

    /// <summary>The answer is committed, and not sent.</summary>
    Answered,

    /// <summary>The connector is about to send it.</summary>
    Sending,

    /// <summary>It is on its way, and the server has perhaps not acknowledged it.</summary>
    Sent,

    /// <summary>The server has it, and that is not written down.</summary>
    Taken,

    /// <summary>It is written down that the server has it.</summary>
    Finished,

    /// <summary>What was put off is due, and about to be moved to its queue.</summary>
    Moving,

    /// <summary>It is in its queue, and not sent.</summary>
    Moved,

    /// <summary>The network is about to say when a user was last there.</summary>
    Looked,

    /// <summary>That a user has been away is about to be kept for the bot.</summary>
    Telling,

    /// <summary>It is kept, and not written down that it was told.</summary>
    Told,
}
