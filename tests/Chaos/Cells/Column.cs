namespace BotPlatform.Chaos.Cells;

/// <summary>How the host runs.</summary>
internal sealed record Column
{
    /// <summary>What table and command line call it.</summary>
    public required string Key { get; init; }

    /// <summary>Where it keeps its data, unless a row needs a server.</summary>
    public required StorageKind Storage { get; init; }

    /// <summary>How many hosts share the work.</summary>
    public required int Hosts { get; init; }

    /// <summary>Whether a broker carries the events.</summary>
    public bool HasBroker { get; init; }

    /// <summary>One host, the bus in its memory, a file as database.</summary>
    public static Column Embedded { get; } = new() { Key = "embedded", Storage = StorageKind.Sqlite, Hosts = 1 };

    /// <summary>Two hosts, RabbitMQ, PostgreSQL.</summary>
    public static Column Production { get; } =
        new() { Key = "production", Storage = StorageKind.Postgres, Hosts = 2, HasBroker = true };

    /// <summary>In the order of the table.</summary>
    public static IReadOnlyList<Column> All { get; } = [Embedded, Production];

    /// <summary>Where a cell keeps its data.</summary>
    public StorageKind StorageFor(Row row) => row.Storage ?? Storage;

    /// <summary>What a cell stands on.</summary>
    public Task<Ground> StartAsync(Row row, params string[] further) => Ground.StartAsync(StorageFor(row), HasBroker, Hosts, further);

    /// <summary>Whether there is such a cell.</summary>
    public bool Has(Row row) => row.OnlyIn is null || row.OnlyIn == Key;
}
