using BotPlatform.Contracts.Connections;

namespace BotPlatform.BotHost.Admin.Status;

/// <summary>How the host stands.</summary>
internal sealed record HostStatus
{
    /// <summary>The accounts of this host.</summary>
    public required IReadOnlyList<AccountStatus> Accounts { get; init; }

    /// <summary>The bots of this host.</summary>
    public required IReadOnlyList<BotStatus> Bots { get; init; }

    /// <summary>Queues of the database that no bot or account of this host works on.</summary>
    public required IReadOnlyList<StrangeQueue> Strangers { get; init; }

    /// <summary>How many items are parked.</summary>
    public required long Parked { get; init; }
}

/// <summary>How an account stands.</summary>
internal sealed record AccountStatus
{
    /// <summary>The chat network, such as <c>connectycube</c>.</summary>
    public required string Network { get; init; }

    /// <summary>The account's id there.</summary>
    public required string Id { get; init; }

    /// <summary>The host that holds it, when that is another one: then that host knows its state.</summary>
    public string? HeldBy { get; init; }

    /// <summary>Its connection.</summary>
    public required ConnectionState State { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Why it is not connected, when it is not.</summary>
    public string? Problem { get; init; }

    /// <summary>Commands that the network does not have yet.</summary>
    public required long Waiting { get; init; }
}

/// <summary>How a bot stands.</summary>
internal sealed record BotStatus
{
    /// <summary>The name under which it is registered.</summary>
    public required string Name { get; init; }

    /// <summary>Events that it has not handled yet.</summary>
    public required long Waiting { get; init; }
}

/// <summary>A queue that nobody here works on.</summary>
internal sealed record StrangeQueue
{
    /// <summary>What the database calls it.</summary>
    public required string Queue { get; init; }

    /// <summary>What waits in it.</summary>
    public required long Waiting { get; init; }
}
