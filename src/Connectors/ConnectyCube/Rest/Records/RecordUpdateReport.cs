namespace BotPlatform.ConnectyCube.Rest.Records;

/// <summary>Section 9: what became of a change of several objects.</summary>
/// <typeparam name="T">The fields of the class.</typeparam>
public sealed record RecordUpdateReport<T>
{
    /// <summary>As they are now.</summary>
    public required IReadOnlyList<Record<T>> Updated { get; init; }

    /// <summary>The ids of those that were not there.</summary>
    public required IReadOnlyList<string> NotFound { get; init; }
}
