namespace BotPlatform.ConnectyCube.Rest.Queries;

/// <summary>An item of a list that cannot be read: it lacks what every such item has, or holds something else there.</summary>
/// <param name="Id">Its id; null when it has none.</param>
/// <param name="Problem">What is wrong with it.</param>
public sealed record UnreadableItem(string? Id, string Problem);
