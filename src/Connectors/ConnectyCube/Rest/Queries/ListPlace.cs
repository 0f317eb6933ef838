using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace BotPlatform.ConnectyCube.Rest.Queries;

/// <summary>
/// Where the next page of a list begins that is read along a key: at an item that was read already, so that what comes or goes
/// elsewhere moves nothing. It is all that is needed to go on, later or elsewhere.
/// </summary>
public sealed record ListPlace
{
    /// <summary>The beginning of a list.</summary>
    public static ListPlace Start { get; } = new();

    /// <summary>The key of the item; null at the beginning.</summary>
    internal long? Key { get; init; }

    /// <summary>How many items with that key come before it.</summary>
    internal int Skip { get; init; }

    /// <summary>The id of the item; null at the beginning.</summary>
    internal string? LastId { get; init; }

    /// <summary>How often in a row the items with that key had to be read anew.</summary>
    internal int Rereads { get; init; }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ListPlace? place)
    {
        place = text.Split(' ', 4) is [var key, var skip, var rereads, { Length: > 0 } lastId]
            && long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var keyNumber)
            && int.TryParse(skip, NumberStyles.None, CultureInfo.InvariantCulture, out var skipNumber)
            && int.TryParse(rereads, NumberStyles.None, CultureInfo.InvariantCulture, out var rereadsNumber)
                ? new ListPlace { Key = keyNumber, Skip = skipNumber, Rereads = rereadsNumber, LastId = lastId }
                : null;
        return place is not null;
    }

    /// <summary>A text that leads back here. The beginning has none.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Key} {Skip} {Rereads} {LastId}");
}

/// <summary>One page of a list that is read along a key.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
public sealed record ListStep<T>
{
    /// <summary>
    /// In the order of the list. When some of it was removed, items that share the first one's key may come again.
    /// </summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>Where the next page begins; null when this is the last one.</summary>
    public ListPlace? Next { get; init; }
}
