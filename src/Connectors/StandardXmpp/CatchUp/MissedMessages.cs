using System.Runtime.CompilerServices;
using BotPlatform.Connectors;
using BotPlatform.Connectors.Parts;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.Contracts.Chat;
using BotPlatform.StandardXmpp.Inbound;
using BotPlatform.StandardXmpp.Rooms;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Logging;

namespace BotPlatform.StandardXmpp.CatchUp;

/// <summary>XEP-0313: reads what an account missed from its archive, and from those of its rooms, where the server keeps them.</summary>
/// <param name="self">The account.</param>
/// <param name="session">Where the questions go.</param>
/// <param name="rooms">The rooms of the account.</param>
/// <param name="answers">Where the answers come in.</param>
/// <param name="patience">How long the messages of a page may take.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears of archives that cannot be read.</param>
internal sealed partial class MissedMessages(
    Jid self, IXmppSession session, RoomList rooms, ArchiveAnswers answers, TimeSpan patience, TimeProvider time, ILogger logger)
    : IReadsMissed
{
    private const int PageSize = 50;

    /// <inheritdoc />
    public async IAsyncEnumerable<IChatEvent> ReadMissedAsync(
        DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var archives = rooms.Wanted.Where(room => room is { GivesIds: true, KeepsArchive: true })
            .Select(room => ReadAsync(room, since, cancellationToken)).ToList();
        if (await Failures.TranslateAsync(() => KeepsArchiveAsync(cancellationToken)).ConfigureAwait(false))
        {
            archives.Add(ReadAsync(room: null, since, cancellationToken));
        }
        else
        {
            LogNoArchive(self.ToString());
        }

        await foreach (var missed in TimeOrder.MergeAsync(archives, cancellationToken).ConfigureAwait(false))
        {
            yield return missed;
        }
    }

    private async Task<bool> KeepsArchiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await session.RequestAsync(DiscoInfo.Request(self), cancellationToken).ConfigureAwait(false);
            return answer.Require<DiscoInfo>().Features.Contains(Namespaces.Archive);
        }
        catch (XmppStanzaException e) when (e.Error.Type != "wait")
        {
            return false;
        }
    }

    private async IAsyncEnumerable<IChatEvent> ReadAsync(
        Room? room, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        while (true)
        {
            var (events, next) = await TryReadPageAsync(room, since, after, cancellationToken).ConfigureAwait(false);
            foreach (var missed in events)
            {
                yield return missed;
            }

            if (next is null || next == after)
            {
                yield break;
            }

            after = next;
        }
    }

    // A room that does not let the account read costs that room.
    private async Task<(IReadOnlyList<IChatEvent> Events, string? Next)> TryReadPageAsync(
        Room? room, DateTimeOffset since, string? after, CancellationToken cancellationToken)
    {
        try
        {
            return await Failures.TranslateAsync(() => ReadPageAsync(room, since, after, cancellationToken)).ConfigureAwait(false);
        }
        catch (ConnectorRefusedException e) when (room is not null)
        {
            LogSkipped(self.ToString(), e.Message);
            return ([], null);
        }
    }

    private async Task<(IReadOnlyList<IChatEvent> Events, string? Next)> ReadPageAsync(
        Room? room, DateTimeOffset since, string? after, CancellationToken cancellationToken)
    {
        var page = answers.Expect(
            new ArchiveQuery
            {
                QueryId = Guid.NewGuid().ToString("N"),
                Room = room?.Address,
                Start = since,
                Page = new PageRequest(PageSize, After: after),
            },
            room);
        try
        {
            var answer = await session.RequestAsync(page.Query.ToRequest(), cancellationToken).ConfigureAwait(false);
            var end = Failures.Read(answer, iq => iq.Require<ArchiveEnd>());
            var events = await page.UntilAsync(end.Page.Last).WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
            return (events, end.IsComplete ? null : end.Page.Last);
        }
        catch (TimeoutException e)
        {
            throw new ConnectorException($"An archive did not send all of a page within {patience}.", e);
        }
        finally
        {
            answers.Forget(page);
        }
    }

    [LoggerMessage(LogLevel.Information, "The server keeps no archive of account {Account}: what it missed alone with users stays missed.")]
    private partial void LogNoArchive(string account);

    [LoggerMessage(LogLevel.Warning, "What account {Account} missed in one of its rooms cannot be read: {Problem}")]
    private partial void LogSkipped(string account, string problem);
}
