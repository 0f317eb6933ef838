using System.Globalization;
using BotPlatform.Chaos.Hosting;
using BotPlatform.TestKit;

namespace BotPlatform.Chaos.Cells;

/// <summary>A host of the matrix in a process of its own: ended, started again, or told where to kill itself.</summary>
internal sealed class HostKeeper : IAsyncDisposable
{
    private const int Killed = 128 + 9;

    private readonly RunningHost _host;

    private HostKeeper(RunningHost host) => _host = host;

    /// <summary>Its process now.</summary>
    public ServerProcess Process => _host.Process;

    /// <summary>Where it says how it is.</summary>
    public Uri Web => _host.Web;

    /// <summary>What all its processes have written that have ended.</summary>
    public string Ended { get; private set; } = "";

    /// <summary>Starts one.</summary>
    /// <param name="settings">The host's settings, and those of <see cref="HostSettings"/>.</param>
    public static async Task<HostKeeper> StartAsync(params string[] settings) => new(await RunningHost.StartProgramAsync(
        [Repository.BuiltProgram("Chaos", "tests"), HostProgram.Verb, .. RunningHost.FreePorts, .. settings]));

    /// <summary><c>kill -9</c>, and a new start.</summary>
    public async Task KillAsync()
    {
        await _host.KillAsync();
        await StartAgainAsync();
    }

    /// <summary><c>kill</c>, which lets it finish what it does, and a new start.</summary>
    public async Task StopAndStartAsync()
    {
        await StopAsync();
        await StartAgainAsync();
    }

    /// <summary>Lets it finish what it does, and end.</summary>
    public Task StopAsync() => _host.Process.StopAsync();

    /// <summary>Starts it again when it has killed itself.</summary>
    /// <exception cref="InvalidOperationException">It has ended otherwise; the message holds its output.</exception>
    public async Task StartAfterDeathAsync()
    {
        var code = await Process.Exited.WaitAsync(TestTimeout.Token);
        if (code != Killed)
        {
            throw new InvalidOperationException($"The host ended with {code}, and not by killing itself:\n{Process.Output}");
        }

        await StartAgainAsync();
    }

    /// <summary>The most memory that its process has held, in megabytes; 0 when it has ended.</summary>
    public async Task<int> PeakMegabytesAsync()
    {
        if (Process.Exited.IsCompleted)
        {
            return 0;
        }

        var lines = await File.ReadAllLinesAsync($"/proc/{await Process.Id}/status");
        var peak = lines.Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return int.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1000;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Task StartAgainAsync()
    {
        Ended += Process.Output;
        return _host.StartAgainAsync();
    }
}
