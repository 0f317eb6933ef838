using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Capabilities;

/// <summary>How a history is read.</summary>
public sealed record HistoryOptions
{
    /// <summary>Which messages. Default all.</summary>
    public HistoryFilter Filter { get; init; } = new();

    /// <summary>Which end comes first. Default the oldest.</summary>
    public HistoryOrder Order { get; init; }

    /// <summary>
    /// Whether the account has read what it is given, in pages: also the rest of a page of which only a part was wanted. Their
    /// senders are not told. Default false.
    /// </summary>
    public bool MarkAsRead { get; init; }

    /// <summary>How many messages are asked for at a time, 2 to 1000; the network may give fewer. Default 100.</summary>
    public int PageSize { get; init; } = 100;
}
