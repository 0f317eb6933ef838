using BotPlatform.BotHost.CommandLine.Recording;
using BotPlatform.BotHost.Tests.Fakes;

namespace BotPlatform.BotHost.Tests.CommandLine.Recording;

/// <summary>A recording of a host that goes on until the test stops it.</summary>
internal sealed class Recorded : IAsyncDisposable
{
    private readonly CancellationTokenSource _enough = new();
    private readonly string _file;

    private Recorded(Uri host, string file, TextWriter error, string? account, string? dialog)
    {
        _file = file;
        Ended = new RecordRun(file, overwrite: false, account, dialog, TextWriter.Synchronized(error))
            .RunAsync(host, () => null, _enough.Token);
    }

    /// <summary>The exit code.</summary>
    public Task<int> Ended { get; }

    /// <summary>Returns when the host has begun to tell.</summary>
    public static async Task<Recorded> StartAsync(
        TestHost host, string file, TextWriter error, string? account = null, string? dialog = null)
    {
        using var http = host.Http;
        var recorded = new Recorded(http.BaseAddress!, file, error, account, dialog);
        await Until.TrueAsync(() => recorded.Ended.IsCompleted || recorded.Lines().Length > 0);
        return recorded;
    }

    /// <summary>Returns when the file holds so many lines of a bot.</summary>
    public Task LinesAsync(string bot, int count) => Until.TrueAsync(
        () => Lines().Count(line => line.StartsWith($"{{\"bot\":\"{bot}\"", StringComparison.Ordinal)) == count);

    /// <summary>What Ctrl+C does.</summary>
    public async Task<int> StopAsync()
    {
        await _enough.CancelAsync();
        return await Ended.WaitAsync(TestTimeout.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _enough.Dispose();
    }

    private string[] Lines()
    {
        if (!File.Exists(_file))
        {
            return [];
        }

        using var reader = new StreamReader(new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
