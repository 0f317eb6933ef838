using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.ConnectyCube.Abilities;

/// <summary>Section 6.2: which messages a bot wants, as the service is asked for them.</summary>
/// <remarks>
/// The service takes the milliseconds that some apps write for moments far in the future: those messages come last,
/// <see cref="HistoryFilter.Until"/> leaves all of them out, and <see cref="HistoryFilter.Since"/> none.
/// </remarks>
internal static class HistoryQueries
{
    /// <summary>The messages of a dialog that pass a filter.</summary>
    /// <exception cref="ConnectorRefusedException">The filter makes no sense.</exception>
    public static Query<HistoryMessage> Where(this Query<HistoryMessage> query, HistoryFilter filter)
    {
        if (filter.Since is { } since)
        {
            query = query.Where(MessageField.DateSent, Is.AtLeast(Seconds(since)));
        }

        if (filter.Until is { } until)
        {
            query = query.Where(MessageField.DateSent, Is.LessThan(Seconds(until)));
        }

        if (filter.Sender is { } sender)
        {
            query = query.Where(MessageField.SenderId, Is.EqualTo(UserAbilities.NumberOf(sender.Id)));
        }

        if (filter.TextContains is { } text)
        {
            query = query.Where(MessageField.Text, Is.Containing(NotEmpty(text)));
        }

        return filter.AttachmentType is { } type
            ? query.Where(MessageField.AttachmentType, Is.EqualTo(NotEmpty(type)))
            : query;
    }

    /// <summary>Whether a message belongs to the time that the filter says, whatever its app wrote.</summary>
    public static bool IsInTime(this HistoryFilter filter, PastMessage message) =>
        !(message.SentAt < filter.Since) && !(message.SentAt >= filter.Until);

    // The history counts whole seconds: what was sent in the one that has begun was sent before.
    private static long Seconds(DateTimeOffset moment) =>
        ((moment - DateTimeOffset.UnixEpoch).Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;

    private static string NotEmpty(string text) => text.Length > 0
        ? text
        : throw new ConnectorRefusedException("A filter of the history is empty.", "bad-request");
}
