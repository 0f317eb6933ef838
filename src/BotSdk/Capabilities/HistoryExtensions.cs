using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Capabilities;

/// <summary>The short ways to read a history.</summary>
public static class HistoryExtensions
{
    /// <summary>All messages of a dialog, oldest first.</summary>
    public static IAsyncEnumerable<PastMessage> ReadAsync(
        this IHistory history, DialogRef dialog, CancellationToken cancellationToken) =>
        history.ReadAsync(dialog, new HistoryFilter(), cancellationToken);

    /// <summary>Those messages of a dialog that pass a filter, oldest first.</summary>
    public static IAsyncEnumerable<PastMessage> ReadAsync(
        this IHistory history, DialogRef dialog, HistoryFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(history);
        return history.ReadAsync(dialog, new HistoryOptions { Filter = filter }, cancellationToken);
    }

    /// <summary>The last messages of a dialog, newest first.</summary>
    public static IAsyncEnumerable<PastMessage> ReadLastAsync(
        this IHistory history, DialogRef dialog, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(history);
        var options = new HistoryOptions { Order = HistoryOrder.NewestFirst, PageSize = Math.Clamp(count, 2, 100) };
        return history.ReadAsync(dialog, options, cancellationToken).Take(count);
    }

    /// <summary>How many messages of a dialog there are.</summary>
    public static Task<long> CountAsync(this IHistory history, DialogRef dialog, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(history);
        return history.CountAsync(dialog, new HistoryFilter(), cancellationToken);
    }

    /// <summary>Where in all of the account's dialogs a text is.</summary>
    public static Task<HistoryFindings> SearchAsync(this IHistory history, string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(history);
        return history.SearchAsync(new HistorySearch { Text = text }, cancellationToken);
    }
}
