using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Capabilities;

/// <summary>What to look for in all of the account's dialogs.</summary>
public sealed record HistorySearch
{
    /// <inheritdoc cref="SearchHistory.Text"/>
    public required string Text { get; init; }

    /// <inheritdoc cref="SearchHistory.Dialogs"/>
    public IReadOnlyList<DialogRef> Dialogs { get; init; } = [];

    /// <inheritdoc cref="SearchHistory.Since"/>
    public DateTimeOffset? Since { get; init; }

    /// <inheritdoc cref="SearchHistory.Until"/>
    public DateTimeOffset? Until { get; init; }

    /// <inheritdoc cref="SearchHistory.Limit"/>
    public int? Limit { get; init; }
}
