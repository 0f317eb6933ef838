namespace BotPlatform.BotHost.Storage.Parked;

/// <summary>A row of <c>parked_items</c> as the databases give it: times are milliseconds since 1970.</summary>
internal sealed class ParkedRow
{
    public long Number { get; init; }

    public string Queue { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Account { get; init; } = "";

    public string? Dialog { get; init; }

    public string Problem { get; init; } = "";

    public int Attempts { get; init; }

    public long FirstParkedAt { get; init; }

    public long ParkedAt { get; init; }

    public long Size { get; init; }

    public string Details { get; init; } = "";

    public byte[] Body { get; init; } = [];

    public ParkedRecord ToRecord() => new()
    {
        Number = Number,
        Queue = Queue,
        Kind = Kind,
        Account = Account,
        Dialog = Dialog,
        Problem = Problem,
        Attempts = Attempts,
        FirstParkedAt = DateTimeOffset.FromUnixTimeMilliseconds(FirstParkedAt),
        ParkedAt = DateTimeOffset.FromUnixTimeMilliseconds(ParkedAt),
        Size = Size,
    };
}
