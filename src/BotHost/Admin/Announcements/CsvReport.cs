using System.Globalization;
using System.Text;

namespace BotPlatform.BotHost.Admin.Announcements;

/// <summary>A report as comma-separated values (RFC 4180), that spreadsheets may open.</summary>
internal static class CsvReport
{
    private const string Head = "number,user,dialog,state,reason,messageId,attempts,changedAt";

    // What a spreadsheet would take for a formula.
    private const string FormulaStarts = "=+-@\t\r\n";

    public static async Task WriteAsync(
        IAsyncEnumerable<IReadOnlyList<ReportRow>> pages, Stream output, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true)
        {
            NewLine = "\r\n",
        };
        await writer.WriteLineAsync(Head.AsMemory(), cancellationToken);
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            foreach (var row in page)
            {
                await writer.WriteLineAsync(LineOf(row).AsMemory(), cancellationToken);
            }

            await writer.FlushAsync(cancellationToken);
        }
    }

    /// <summary>A row without its end.</summary>
    public static string LineOf(ReportRow row) => string.Join(
        ',',
        row.Number.ToString(CultureInfo.InvariantCulture),
        Field(row.User),
        Field(row.Dialog),
        row.State,
        Field(row.Reason),
        Field(row.MessageId),
        row.Attempts.ToString(CultureInfo.InvariantCulture),
        row.ChangedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>A text in quotes where it needs some; one that a spreadsheet would calculate begins with an apostrophe.</summary>
    private static string Field(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var safe = FormulaStarts.Contains(text[0]) ? $"'{text}" : text;
        return safe.AsSpan().ContainsAny("\",\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
