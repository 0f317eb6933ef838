using System.Diagnostics;
using System.Text.RegularExpressions;

namespace BotPlatform.Benchmarks;

/// <summary>One of our programs in a process of its own, ended with the benchmark.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly Stopwatch _sinceStart = Stopwatch.StartNew();

    private ChildProcess(Process process) => _process = process;

    public TimeSpan SinceStart => _sinceStart.Elapsed;

    /// <summary>Resident memory, in megabytes.</summary>
    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts the program whose assembly lies beside this one's.</summary>
    public static ChildProcess Start(string assembly, params string[] arguments)
    {
        var path = Path.Combine(AppContext.BaseDirectory, assembly + ".dll");
        var start = new ProcessStartInfo("dotnet", [path, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true };
        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>Reads its output up to a line that matches; what follows is read and dropped.</summary>
    public async Task<Match> WaitForLineAsync(string pattern)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (Regex.Match(line, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } match)
            {
                _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return match;
            }
        }

        throw new InvalidOperationException($"The program ended before it wrote '{pattern}'.");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
