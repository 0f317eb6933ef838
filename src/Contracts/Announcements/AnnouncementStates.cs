namespace BotPlatform.Contracts.Announcements;

/// <summary>How an announcement is.</summary>
public enum AnnouncementState
{
    /// <summary>It runs when it is due.</summary>
    Active,

    /// <summary>Nothing of it is sent, and what is due meanwhile waits, until it is resumed.</summary>
    Paused,

    /// <summary>It never runs again.</summary>
    Cancelled,

    /// <summary>Nothing more will be due.</summary>
    Completed,
}

/// <summary>How far a run of an announcement is.</summary>
public enum RunState
{
    /// <summary>It is due, and nothing has been done.</summary>
    Due,

    /// <summary>The recipients are being looked up.</summary>
    Collecting,

    /// <summary>It is being sent.</summary>
    Sending,

    /// <summary>There is nobody left to send it to.</summary>
    Completed,

    /// <summary>Somebody has stopped it: those who are pending get nothing.</summary>
    Stopped,

    /// <summary>It took longer than <see cref="Announcement.ExpiresAfter"/>: those who are pending get nothing.</summary>
    Expired,

    /// <summary>The recipients could not be found, or there are none: nobody gets anything.</summary>
    Failed,
}

/// <summary>What became of one recipient of a run.</summary>
public enum RecipientState
{
    /// <summary>Nothing yet.</summary>
    Pending,

    /// <summary>On its way to the network.</summary>
    Sent,

    /// <summary>The network has it.</summary>
    Acknowledged,

    /// <summary>A device of a recipient has it.</summary>
    Delivered,

    /// <summary>A recipient has read it.</summary>
    Read,

    /// <summary>The network refused it, for example because the recipient blocks the account.</summary>
    Refused,

    /// <summary>It could not be sent, or not in time.</summary>
    Failed,
}
