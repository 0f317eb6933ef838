using System.ComponentModel;
using System.Globalization;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Storage.Parked;
using Microsoft.AspNetCore.Mvc;

namespace BotPlatform.BotHost.Admin.Parked;

/// <summary>Which parked items, as the query of an address says it; what is not given excludes none.</summary>
internal record ParkedWanted
{
    /// <summary>The bot that could not handle it.</summary>
    [FromQuery(Name = "bot")]
    [Description("The bot that could not handle it.")]
    public string? Bot { get; init; }

    /// <summary>Network and id.</summary>
    [FromQuery(Name = "account")]
    [Description("Network and id of the account that saw it, such as connectycube/100.")]
    public string? Account { get; init; }

    /// <summary>The dialog's id.</summary>
    [FromQuery(Name = "dialog")]
    [Description("The id of the dialog in which it happened.")]
    public string? Dialog { get; init; }

    /// <summary>The record of the event.</summary>
    [FromQuery(Name = "kind")]
    [Description("The event's record, such as MessageReceived.")]
    public string? Kind { get; init; }

    /// <summary>A time.</summary>
    [FromQuery(Name = "since")]
    [Description("Only what was parked, the last time, at this time or later.")]
    public DateTimeOffset? Since { get; init; }

    /// <summary>A time.</summary>
    [FromQuery(Name = "until")]
    [Description("Only what was parked, the last time, before this time.")]
    public DateTimeOffset? Until { get; init; }

    /// <summary>Those of a dialog.</summary>
    public static ParkedWanted Of(DialogItems items) => new() { Dialog = items.Dialog, Bot = items.Bot, Account = items.Account };

    /// <summary>The same for the store.</summary>
    public ParkedFilter ToFilter() => new()
    {
        Queue = Bot is null ? null : QueueNames.OfBot(Bot),
        Account = Account,
        Dialog = Dialog,
        Kind = Kind,
        Since = Since,
        Until = Until,
    };
}

/// <summary>Which page of them.</summary>
internal sealed record ParkedQuery : ParkedWanted
{
    /// <summary>How many items a page has when nobody says.</summary>
    public const int DefaultLimit = 100;

    private const int MaxLimit = 1_000;

    /// <summary>At most so many.</summary>
    [FromQuery(Name = "limit")]
    [Description("At most so many items, from 1 to 1000. Default 100.")]
    public int? Limit { get; init; }

    /// <summary>Where to go on.</summary>
    [FromQuery(Name = "after")]
    [Description("The next of an earlier page: only what is behind it.")]
    public string? After { get; init; }

    /// <exception cref="BadHttpRequestException">It is none.</exception>
    public int ReadLimit() => Limit switch
    {
        null => DefaultLimit,
        >= 1 and <= MaxLimit => Limit.Value,
        _ => throw new BadHttpRequestException($"limit is {Limit}: it is a number from 1 to {MaxLimit}."),
    };

    /// <exception cref="BadHttpRequestException">It is none.</exception>
    public long ReadAfter() => After is null ? 0
        : long.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new BadHttpRequestException($"after is '{After}': it is the next of an earlier page.");
}
