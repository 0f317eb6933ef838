namespace BotPlatform.BotHost.Storage.Parked;

/// <summary>Which parked items; what is null excludes none.</summary>
internal sealed record ParkedFilter
{
    /// <summary>The queue that it was in.</summary>
    public string? Queue { get; init; }

    /// <summary>Network and id, <c>connectycube/100</c>.</summary>
    public string? Account { get; init; }

    /// <summary>Where.</summary>
    public string? Dialog { get; init; }

    /// <summary>What the body is.</summary>
    public string? Kind { get; init; }

    /// <summary>Only what was parked, the last time, at this moment or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only what was parked, the last time, before this moment.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The same in SQL; the values are <see cref="Parameters"/>.</summary>
    public string Condition
    {
        get
        {
            (object? Wanted, string Sql)[] all =
            [
                (Queue, "queue = @Queue"), (Account, "account = @Account"), (Dialog, "dialog = @Dialog"), (Kind, "kind = @Kind"),
                (Since, "parked_at >= @Since"), (Until, "parked_at < @Until"),
            ];
            return string.Join(" AND ", all.Where(one => one.Wanted is not null).Select(one => one.Sql).DefaultIfEmpty("1 = 1"));
        }
    }

    /// <summary>For <see cref="Condition"/>.</summary>
    public object Parameters => new
    {
        Queue,
        Account,
        Dialog,
        Kind,
        Since = Since?.ToUnixTimeMilliseconds(),
        Until = Until?.ToUnixTimeMilliseconds(),
    };
}
