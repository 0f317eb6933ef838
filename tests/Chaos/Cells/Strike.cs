namespace BotPlatform.Chaos.Cells;

/// <summary>One of the times that something goes wrong.</summary>
/// <param name="Number">0 for the first.</param>
/// <param name="Pause">How long stays away what goes away for a while.</param>
/// <param name="Random">The cell's own.</param>
/// <param name="Notes">What was to be seen.</param>
internal sealed record Strike(int Number, TimeSpan Pause, Random Random, Notes Notes)
{
    /// <summary>Each of several in turn.</summary>
    public T Of<T>(IReadOnlyList<T> several) => several[Number % several.Count];

#pragma warning disable CA5394 // No secret.
    /// <summary>One of several by chance.</summary>
    public T Any<T>(IReadOnlyList<T> several) => several[Random.Next(several.Count)];

    /// <summary>From 1 to a few messages.</summary>
    public int AnyCount() => Random.Next(1, 20);
#pragma warning restore CA5394
}

/// <summary>What a cell has shown beside the fate of its messages.</summary>
internal sealed class Notes
{
    private readonly List<string> _missed = [];
    private readonly List<(string, string)> _figures = [];

    /// <summary>What was to be seen and was not, a sentence each.</summary>
    public IReadOnlyList<string> Missed => _missed;

    /// <summary>What was measured.</summary>
    public IReadOnlyList<(string Name, string Value)> Figures => _figures;

    /// <summary>Something must hold.</summary>
    public void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            _missed.Add(otherwise);
        }
    }

    /// <summary>Something was measured.</summary>
    public void Measured(string name, string value) => _figures.Add((name, value));
}
