namespace BotPlatform.ConnectyCube.Rest;

/// <summary>For whom something disappears.</summary>
public enum DeletionScope
{
    /// <summary>For the caller alone.</summary>
    ForMe,

    /// <summary>For everybody; sections 5.2 and 6.5 say who may.</summary>
    ForEverybody,
}

/// <summary>Section 5.3: what became of a deletion of several.</summary>
public sealed record DeletionReport
{
    /// <summary>They are gone.</summary>
    public required IReadOnlyList<string> Deleted { get; init; }

    /// <summary>
    /// They were not there. When several are deleted and the call had to be repeated, those may be among them that the first attempt
    /// deleted.
    /// </summary>
    public required IReadOnlyList<string> NotFound { get; init; }

    /// <summary>The caller may not delete them.</summary>
    public required IReadOnlyList<string> NotPermitted { get; init; }
}
