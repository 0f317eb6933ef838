using System.Runtime.CompilerServices;
using BotPlatform.Connectors;
using BotPlatform.Connectors.Parts;
using BotPlatform.ConnectyCube.Abilities;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Logging;

namespace BotPlatform.ConnectyCube.CatchUp;

/// <summary>
/// Reads what an account missed from the REST history (sections 5.3 and 6.2): of each dialog in which something happened since, the
/// messages since, page by page.
/// </summary>
/// <param name="rest">The account's session.</param>
/// <param name="places">Where messages belong.</param>
/// <param name="events">Makes events of messages.</param>
/// <param name="readBlocked">Says whose messages the account does not want.</param>
/// <param name="account">For the log.</param>
/// <param name="logger">Hears of dialogs that cannot be read.</param>
internal sealed partial class MissedMessages(
    RestSession rest, MissedPlaces places, MissedEvents events, Func<CancellationToken, Task<IReadOnlySet<string>>> readBlocked,
    string account, ILogger logger) : IReadsMissed
{
    // Dialogs that are read side by side and told in the order of time, with a page of each in memory.
    private const int Together = 16;

    /// <inheritdoc />
    public async IAsyncEnumerable<IChatEvent> ReadMissedAsync(
        DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var blocked = await readBlocked(cancellationToken).ConfigureAwait(false);
        var second = DateTimeOffset.FromUnixTimeSeconds(since.ToUnixTimeSeconds()); // the service counts whole ones
        var dialogs = rest.Dialogs
            .ListAllAsync(DialogQuery.All.Where(DialogField.UpdatedAt, Is.AtLeast(second)), cancellationToken)
            .Translated(cancellationToken);
        await foreach (var some in dialogs.Chunk(Together).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var readings = some.Select(places.Of).OfType<MissedPlace>()
                .Select(place => ReadAsync(place, second, blocked, cancellationToken));
            await foreach (var missed in TimeOrder.MergeAsync(readings, cancellationToken).ConfigureAwait(false))
            {
                yield return missed;
            }
        }
    }

    private async IAsyncEnumerable<IChatEvent> ReadAsync(
        MissedPlace place, DateTimeOffset since, IReadOnlySet<string> blocked,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var history = new DialogHistory(rest.Messages, place.Id, since, cancellationToken);
        await using (history.ConfigureAwait(false))
        {
            while (await TryMoveAsync(history, place).ConfigureAwait(false))
            {
                if (events.Of(history.Current, place) is { } missed && !blocked.Contains(missed.Sender.Id))
                {
                    yield return missed;
                }
            }
        }
    }

    // A dialog that is gone by now, or from which the account was removed, costs that dialog.
    private async Task<bool> TryMoveAsync(DialogHistory history, MissedPlace place)
    {
        try
        {
            return await history.MoveNextAsync().ConfigureAwait(false);
        }
        catch (ConnectorRefusedException e) when (e.Reason != "not-authorized")
        {
            LogSkipped(account, place.Id, e.Message);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "What account {Account} missed in dialog {Dialog} cannot be read: {Problem}")]
    private partial void LogSkipped(string account, string dialog, string problem);
}
