using System.Net;
using BotPlatform.BotHost.Hosting;
using BotPlatform.ConnectyCube;

namespace BotPlatform.BotHost.CommandLine.HistoryExport;

/// <summary>One export from its settings to its exit code.</summary>
/// <param name="request">What is wanted.</param>
/// <param name="settings">Command line settings, <c>--Section:Key=value</c>.</param>
/// <param name="error">Where people read how it goes and what went wrong.</param>
/// <param name="isTerminal">Whether people sit there.</param>
internal sealed class HistoryRun(ExportRequest request, string[] settings, TextWriter error, bool isTerminal)
{
    /// <summary>The exit code when somebody has pressed Ctrl+C.</summary>
    public const int Interrupted = 130;

    /// <summary>How many messages are asked for at a time: what the service documents, unless a test has more of them.</summary>
    public int PageSize { get; init; } = 100;

    /// <returns>0; 1 when a sentence was written that says what is wrong; <see cref="Interrupted"/> when it was cancelled.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (request.Until <= request.Since)
            {
                throw new ExportException("--until is not later than --since.");
            }

            await using var source = await ExportSource.CreateAsync(settings, request.Account);
            await ExportAsync(source, cancellationToken);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (ExportException e)
        {
            return Fail(e.Message);
        }
        catch (Exception e) when (StartupProblems.Of(e) is { Count: > 0 } problems)
        {
            return Fail(string.Join(Environment.NewLine, problems));
        }
    }

    private async Task ExportAsync(ExportSource source, CancellationToken cancellationToken)
    {
        await LogInAsync(source, cancellationToken);
        try
        {
            var dialog = await ExportDialog.FindAsync(request.Dialog, source.Session, cancellationToken);
            var spans = SentSpan.Between(request.Since, request.Until);
            var exporter = new HistoryExporter(source.Session.Messages, dialog, spans, PageSize);

            // First of all: a dialog that cannot be read must not cost a file.
            var total = await exporter.CountAsync(cancellationToken);
            await using var file = await ExportFile.OpenAsync(request, dialog, spans, cancellationToken);
            var progress = new ExportProgress(error, isTerminal, TimeProvider.System);
            try
            {
                await exporter.WriteAsync(
                    file, () => progress.Report(exporter.Written, file.Lines, total), cancellationToken);
            }
            finally
            {
                progress.End(exporter.Written, file.Lines, request.File);
            }
        }
        catch (ConnectyCubeException e)
        {
            throw new ExportException(e.Status switch
            {
                HttpStatusCode.NotFound => $"There is no dialog {request.Dialog}.",
                HttpStatusCode.Forbidden => $"The account {source.Account} may not read dialog {request.Dialog}: {e.Message}",
                _ when e.Item is not null =>
                    $"{e.Message} Export what is before it with --until, and what is behind it into another file with --since.",
                _ => $"{e.Message.TrimEnd('.')}. The same command goes on where this one ended.",
            }, e);
        }
    }

    private static async Task LogInAsync(ExportSource source, CancellationToken cancellationToken)
    {
        try
        {
            await source.Session.GetAsync(cancellationToken);
        }
        catch (ConnectyCubeException e)
        {
            throw new ExportException(
                e.IsTransient ? e.Message : $"The login of the account {source.Account} was refused: {e.Message}", e);
        }
    }

    private int Fail(string sentence)
    {
        error.WriteLine(sentence);
        return 1;
    }
}
