using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Announcements;

/// <summary>Who asks for something, for the audit.</summary>
public sealed record Requester
{
    /// <summary>How it was asked.</summary>
    public required RequestWay Way { get; init; }

    /// <summary>Who: a user's id in chat, otherwise what callers call themselves, at most 100 characters; null when nobody says.</summary>
    public string? Name { get; init; }

    /// <summary>The bot that asks for somebody in chat; null for the other ways.</summary>
    public string? Bot { get; init; }

    /// <summary>
    /// The only account whose announcements may be asked for: in chat the one that was written to. Null for all of the installation.
    /// </summary>
    public AccountRef? Account { get; init; }
}

/// <summary>How something was asked.</summary>
public enum RequestWay
{
    /// <summary>By another program, over the broker.</summary>
    Bus,

    /// <summary>By a user who wrote to a bot.</summary>
    Chat,

    /// <summary>Over the administration interface.</summary>
    Http,

    /// <summary>At a terminal.</summary>
    CommandLine,

    /// <summary>By the configuration of the hosts.</summary>
    Configuration,

    /// <summary>Because it was due.</summary>
    Schedule,
}
