using System.Diagnostics;
using System.Text.RegularExpressions;

namespace BotPlatform.Benchmarks;

/// <summary>One of our programs in a process of its own, ended with the benchmark.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _directory;
    private readonly Stopwatch _sinceStart = Stopwatch.StartNew();

    private ChildProcess(Process process, DirectoryInfo directory) => (_process, _directory) = (process, directory);

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

    /// <summary>Starts the program whose assembly lies beside this one's, in an empty directory.</summary>
    public static ChildProcess Start(string assembly, params string[] arguments)
    {
        var path = Path.Combine(AppContext.BaseDirectory, assembly + ".dll");
        var directory = Directory.CreateTempSubdirectory("botplatform-");
        var start = new ProcessStartInfo("dotnet", [path, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = directory.FullName,
        };
        return new ChildProcess(Process.Start(start)!, directory);
    }

    /// <summary>Reads its output up to a line that matches; what follows is read and dropped.</summary>
    public async Task<Match> WaitForLineAsync(string pattern) => (await WaitForLinesAsync(pattern))[0];

    /// <summary>Reads its output up to a line that matches the first pattern, then one that matches the next, and so on.</summary>
    public async Task<IReadOnlyList<Match>> WaitForLinesAsync(params string[] patterns)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var matches = new List<Match>();
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (Regex.Match(line, patterns[matches.Count], RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } match)
            {
                matches.Add(match);
                if (matches.Count == patterns.Length)
                {
                    _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                    return matches;
                }
            }
        }

        throw new InvalidOperationException($"The program ended before it wrote '{patterns[matches.Count]}'.");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }
}
