using System.Diagnostics;
using System.Text.RegularExpressions;

namespace BotPlatform.TestKit;

/// <summary>
/// A server in a process of its own. It is told to stop (SIGTERM) when the test ends, and also when the process that runs the tests
/// dies, however that happens: a small shell waits for the end of its standard input, which the operating system closes.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    internal const string Guard = """
        exec 3<&0
        sh -c 'echo $$; exec "$@"' server "$@" 3<&- </dev/null &
        server=$!
        { read -r _ <&3; kill -TERM $server; i=0; while [ $i -lt 20 ]; do sleep 1; i=$((i+1)); done; kill -KILL $server
        } >/dev/null 2>&1 &
        guard=$!
        exec 3<&-
        wait $server
        code=$?
        kill $guard
        exit $code
        """;

    private readonly Process _process;
    private readonly OutputLog _log = new();
    private readonly TaskCompletionSource<int> _id = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<int> _exited;

    private readonly TimeSpan _stopLimit;

    private ServerProcess(Process process, TimeSpan stopLimit)
    {
        _process = process;
        _stopLimit = stopLimit;
        _exited = WatchAsync();
    }

    /// <summary>The id of the server's own process, for signals.</summary>
    public Task<int> Id => _id.Task;

    /// <summary>What it has written so far, standard output and standard error together.</summary>
    public string Output => _log.ToString();

    /// <summary>Its exit code, once it has ended; 143 when it let SIGTERM end it.</summary>
    public Task<int> Exited => _exited;

    /// <summary>Starts a program.</summary>
    /// <param name="program">A name on the PATH, or a path.</param>
    /// <param name="arguments">One by one, not quoted.</param>
    /// <param name="workingDirectory">Where it runs; it should write nowhere else.</param>
    /// <param name="environment">Variables beside the inherited ones.</param>
    /// <param name="stopLimit">How long it may take to stop by itself before it is killed; 15 seconds unless told.</param>
    public static ServerProcess Start(
        string program,
        IEnumerable<string> arguments,
        string workingDirectory,
        IReadOnlyDictionary<string, string>? environment = null,
        TimeSpan? stopLimit = null)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Guard, "guard", program, .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new ServerProcess(Process.Start(start)!, stopLimit ?? TimeSpan.FromSeconds(15));
    }

    /// <summary>Waits for a line of its output, past or to come.</summary>
    /// <exception cref="InvalidOperationException">It ended before; the message holds its output.</exception>
    /// <exception cref="TimeoutException">No such line came in time; the message holds its output.</exception>
    public async Task<Match> WaitForLineAsync(string pattern, CancellationToken cancellationToken)
    {
        var regex = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
        try
        {
            return await _log.FirstMatchAsync(regex, cancellationToken)
                ?? throw new InvalidOperationException($"The server ended before a line matched '{pattern}':\n{Output}");
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"No line matched '{pattern}':\n{Output}", e);
        }
    }

    /// <summary>Sends it a signal, <c>STOP</c> or <c>KILL</c> for example.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{await Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Tells it to stop, kills it if it does not, and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        _process.StandardInput.Close();
        try
        {
            return await _exited.WaitAsync(_stopLimit);
        }
        catch (TimeoutException e)
        {
            _process.Kill(entireProcessTree: true);
            await _exited;
            throw new TimeoutException($"The server did not stop within {_stopLimit}:\n{Output}", e);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_exited.IsCompleted)
        {
            await StopAsync();
        }

        _process.Dispose();
    }

    private async Task<int> WatchAsync()
    {
        // Before it becomes the server, the process writes its own id.
        _id.SetResult(int.Parse((await _process.StandardOutput.ReadLineAsync())!));
        await Task.WhenAll(_log.CopyAsync(_process.StandardOutput), _log.CopyAsync(_process.StandardError));
        _log.Complete();
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }
}
