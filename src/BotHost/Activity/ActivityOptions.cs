using System.ComponentModel.DataAnnotations;

namespace BotPlatform.BotHost.Activity;

/// <summary>Whose last activity accounts watch, and how. Section <c>Activity</c>.</summary>
internal sealed class ActivityOptions
{
    /// <summary>Who is watched beside those of whom bots ask by themselves. Default none.</summary>
    public IList<ActivityWatchOptions> Watch { get; } = [];

    /// <summary>How often the network is asked about a user; a tenth more or less by chance. Default five minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many requests a second an account makes for all this at most; 0 for no limit. Default 10.</summary>
    [Range(0.0, 10_000.0)]
    public double Rate { get; set; } = 10;

    /// <summary>
    /// Whether the network is asked to tell by itself when users come and go, where it can. Those users are asked about only each
    /// <see cref="SafetyInterval"/>. Default true.
    /// </summary>
    public bool UseSubscriptions { get; set; } = true;

    /// <summary>For how many users of an account at most: those who were active last. Default 200.</summary>
    [Range(0, 10_000)]
    public int MaxSubscriptions { get; set; } = 200;

    /// <summary>How often the network is asked about a user of whom it tells by itself. Default an hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan SafetyInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often it is looked who is a member of a dialog whose members are watched. Default an hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan MembersInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How often it is looked whose turn it is; absences are noticed so exactly. Default ten seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan Turn { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>Users who are watched. Section <c>Activity:Watch:N</c>, which has one of Users, Dialog and HasTalkedTo.</summary>
internal sealed class ActivityWatchOptions
{
    /// <summary>For any bot, in <see cref="HasTalkedTo"/>.</summary>
    public const string AnyBot = "*";

    /// <summary>The id of the account that watches. Default the first account.</summary>
    public string? Account { get; set; }

    /// <summary>The ids of the users. Default none.</summary>
    public IList<string> Users { get; } = [];

    /// <summary>The id of the dialog whose members they are. Default none.</summary>
    public string? Dialog { get; set; }

    /// <summary>The name of the bot to which they have talked, or <c>*</c> for any. Default none.</summary>
    public string? HasTalkedTo { get; set; }

    /// <summary>After which absences <c>UserBecameInactive</c> is told. Default none: then only changes are told.</summary>
    public IList<TimeSpan> InactiveAfter { get; } = [];

    /// <summary>How often the network is asked about each of them. Default that of all, <c>Activity:Interval</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan? Interval { get; set; }
}
