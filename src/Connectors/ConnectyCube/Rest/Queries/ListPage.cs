namespace BotPlatform.ConnectyCube.Rest.Queries;

/// <summary>A part of a list, for somebody who comes back for the next one with nothing but a cursor.</summary>
/// <param name="Items">Those of this part. While the list changes, one of an earlier part may be there again.</param>
/// <param name="Next">The cursor of the next part; null after the last.</param>
internal sealed record ListPage<T>(IReadOnlyList<T> Items, string? Next);
