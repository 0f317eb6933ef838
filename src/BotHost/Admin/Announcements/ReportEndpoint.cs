using System.ComponentModel;
using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Admin.Announcements;

/// <summary>What became of one recipient.</summary>
internal sealed record ReportRow
{
    /// <summary>The order in the run.</summary>
    public required long Number { get; init; }

    /// <summary>Who; null for a group.</summary>
    public string? User { get; init; }

    /// <summary>Where.</summary>
    public required string Dialog { get; init; }

    /// <summary>What became of it.</summary>
    public required RecipientState State { get; init; }

    /// <summary>Why it was refused or failed; null when it was not.</summary>
    public string? Reason { get; init; }

    /// <summary>The network's id of the message; null before it has it.</summary>
    public string? MessageId { get; init; }

    /// <summary>How often it was begun.</summary>
    public required int Attempts { get; init; }

    /// <summary>When that last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}

/// <summary>
/// <c>/admin/announcements/NAME/runs/RUN/report</c>: what became of each recipient. It is read and written a page at a time, so that a
/// hundred thousand of them need no more memory than a few.
/// </summary>
internal static class ReportEndpoint
{
    private const int PageSize = 1000;

    public static async Task WriteAsync(
        string name,
        string run,
        HttpContext context,
        AnnouncementClient announcements,
        IAnnouncementStore store,
        [Description("json or csv. Default json.")] string? format,
        [Description("Only recipients in these states, such as Refused; several with commas.")] string? state,
        CancellationToken cancellationToken)
    {
        var states = ReadStates(state);
        var isCsv = format switch
        {
            null or "json" => false,
            "csv" => true,
            _ => throw new BadHttpRequestException($"format is '{format}': it is json or csv."),
        };
        var found = await announcements.AskAsync(
            new GetRun
            {
                RequestId = AnnouncementEndpoints.NewId(),
                By = HttpRequester.Of(context),
                Name = name,
                Run = RunEndpoints.Read(run),
            },
            cancellationToken);
        var pages = PagesAsync(store, found.Run, states, cancellationToken);
        context.Response.ContentType = isCsv ? "text/csv; charset=utf-8" : "application/json; charset=utf-8";
        await (isCsv
            ? CsvReport.WriteAsync(pages, context.Response.Body, cancellationToken)
            : JsonReport.WriteAsync(pages, context.Response.Body, cancellationToken));
    }

    private static IReadOnlyList<RecipientState> ReadStates(string? text) =>
    [
        .. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(word =>
            Enum.TryParse<RecipientState>(word, ignoreCase: true, out var state) && Enum.IsDefined(state)
                ? state
                : throw new BadHttpRequestException(
                    $"'{word}' is no state of a recipient: there are {string.Join(", ", Enum.GetNames<RecipientState>())}.")),
    ];

    private static async IAsyncEnumerable<IReadOnlyList<ReportRow>> PagesAsync(
        IAnnouncementStore store,
        long run,
        IReadOnlyList<RecipientState> states,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = 0L;
        while (await store.ReadAsync(run, states, after, PageSize, cancellationToken) is { Count: > 0 } rows)
        {
            after = rows[^1].Number;
            yield return [.. rows.Select(Of)];
        }
    }

    private static ReportRow Of(LedgerRow row) => new()
    {
        Number = row.Number,
        User = row.User,
        Dialog = row.Dialog,
        State = row.State,
        Reason = row.Reason,
        MessageId = row.MessageId,
        Attempts = row.Attempts,
        ChangedAt = row.ChangedAt,
    };
}
