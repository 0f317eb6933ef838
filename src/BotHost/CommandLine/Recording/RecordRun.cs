using BotPlatform.BotHost.CommandLine.RunningHosts;
using BotPlatform.BotSdk.Testing.Recordings;
using Microsoft.AspNetCore.Http.Extensions;

namespace BotPlatform.BotHost.CommandLine.Recording;

/// <summary>One recording from its beginning to its exit code.</summary>
/// <param name="path">The file.</param>
/// <param name="overwrite">Whether one that is there is replaced.</param>
/// <param name="account">Only what this account sees; null for all.</param>
/// <param name="dialog">Only what happens there; null for all.</param>
/// <param name="error">Where people read how it goes and what went wrong.</param>
internal sealed class RecordRun(string path, bool overwrite, string? account, string? dialog, TextWriter error)
{
    /// <summary>The exit code when the recording ended before somebody wanted it to, or could not begin.</summary>
    public const int Failed = 1;

    /// <param name="host">The host's web port.</param>
    /// <param name="findKey">Finds its key.</param>
    /// <param name="cancellationToken">Ends the recording.</param>
    /// <returns>0 when it ended because it was told to.</returns>
    public async Task<int> RunAsync(Uri host, Func<string?> findKey, CancellationToken cancellationToken)
    {
        try
        {
            var key = findKey();
            await AdminKey.WarnAsync(host, key);
            using var client = new AdminClient(host, key);
            using var lines = await client.OpenAsync($"recording{Query()}", cancellationToken);

            // Not before the host has answered: a host that does not must not cost a file.
            var options = new FileStreamOptions
            {
                Mode = overwrite ? FileMode.Create : FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.Read,
            };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // it holds what people wrote
            }

            await using var file = new StreamWriter(path, options);
            return await CopyAsync(lines, file, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (AdminException e)
        {
            return await FailAsync(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return await FailAsync($"{path} cannot be written: {e.Message}");
        }
    }

    private async Task<int> CopyAsync(StreamReader lines, StreamWriter file, CancellationToken cancellationToken)
    {
        var count = -1; // the header is none of them
        var end = default(string);
        try
        {
            await error.WriteLineAsync($"Recording to {path}. Ctrl+C ends it.");
            while (await lines.ReadLineAsync(cancellationToken) is { } line)
            {
                await file.WriteLineAsync(line);
                await file.FlushAsync(CancellationToken.None); // whole lines, whatever becomes of this process
                end = RecordingFormat.ReadEnd(line);
                count += end is null ? 1 : 0;
            }

            end ??= "The host is gone.";
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how it ends.
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            end = "The host is gone.";
        }

        await error.WriteLineAsync($"{Math.Max(count, 0)} handled events are in {path}.");
        return end is null ? 0 : await FailAsync(end);
    }

    private string Query()
    {
        var query = new QueryBuilder();
        if (account is not null)
        {
            query.Add("account", account);
        }

        if (dialog is not null)
        {
            query.Add("dialog", dialog);
        }

        return query.ToString();
    }

    private async Task<int> FailAsync(string sentence)
    {
        await error.WriteLineAsync(sentence);
        return Failed;
    }
}
