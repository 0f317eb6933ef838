namespace BotPlatform.Chaos.Cells;

/// <summary>What goes wrong, and how often.</summary>
internal sealed record Row
{
    /// <summary>What the command line calls it.</summary>
    public required string Key { get; init; }

    /// <summary>What the table calls it.</summary>
    public required string Title { get; init; }

    /// <summary>How often it goes wrong in a full run.</summary>
    public int Times { get; init; } = 5;

    /// <summary>How often in a short one.</summary>
    public int ShortTimes { get; init; } = 2;

    /// <summary>Whether it needs a database with a process of its own.</summary>
    public bool NeedsDatabaseServer { get; init; }

    /// <summary>Whether the chat server is what is killed.</summary>
    public bool ServerRepeats { get; init; }

    /// <summary>Lets it go wrong, and completes when everything runs again.</summary>
    public required Func<Ground, Strike, Task> StrikeAsync { get; init; }
}

/// <summary>One of the times that something goes wrong.</summary>
/// <param name="Number">0 for the first.</param>
/// <param name="Span">How many messages pass between two of them, at least; something counted in messages comes earlier.</param>
/// <param name="Random">The cell's own.</param>
internal sealed record Strike(int Number, int Span, Random Random)
{
    /// <summary>A number from 1 to so many messages that they pass before the next one.</summary>
    public int Count => NextCount();

    /// <summary>Each of several in turn.</summary>
    public T Of<T>(IReadOnlyList<T> several) => several[Number % several.Count];

    /// <summary>One of several by chance.</summary>
#pragma warning disable CA5394 // No secret.
    public T Any<T>(IReadOnlyList<T> several) => several[Random.Next(several.Count)];

    private int NextCount() => Random.Next(1, Math.Max(2, Span / 2));
#pragma warning restore CA5394
}
