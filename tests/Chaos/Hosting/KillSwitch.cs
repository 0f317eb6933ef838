using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;

namespace BotPlatform.Chaos.Hosting;

/// <summary>
/// Kills its own process, as <c>kill -9</c> does, when messages have passed a step so many times. What step, a file says that all hosts of
/// a run look at; the first host that comes there takes the file and dies.
/// </summary>
/// <param name="path">The file; it need not be there.</param>
internal sealed class KillSwitch(string path) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private Order? _order;

    /// <summary>Tells the hosts of a run where one of them is to die.</summary>
    /// <param name="path">The file that they look at.</param>
    /// <param name="step">Where.</param>
    /// <param name="count">1 for the first message that passes there from now on.</param>
    public static void Arm(string path, Step step, int count)
    {
        File.WriteAllText(path + ".new", string.Create(CultureInfo.InvariantCulture, $"{step} {count}"));
        File.Move(path + ".new", path); // complete, or not there
    }

    /// <summary>A message passes a step.</summary>
    public void Pass(Step step)
    {
        if (Volatile.Read(ref _order) is { } order && order.Step == step && order.Count() && TryTake())
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
            new ManualResetEventSlim().Wait(); // for the instant in which the system has not ended it yet
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(LookEvery);
        while (await tick.WaitForNextTickAsync(stoppingToken))
        {
            Volatile.Write(ref _order, File.Exists(path) ? _order ?? Read() : null);
        }
    }

    private Order? Read()
    {
        try
        {
            var parts = File.ReadAllText(path).Split(' ');
            return new Order(Enum.Parse<Step>(parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture));
        }
        catch (FileNotFoundException)
        {
            return null; // another host has just taken it
        }
    }

    private bool TryTake()
    {
        try
        {
            File.Move(path, path + ".taken", overwrite: true);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private sealed class Order(Step step, int count)
    {
        private int _left = count;

        public Step Step { get; } = step;

        /// <summary>Whether it is the last time to be counted.</summary>
        public bool Count() => Interlocked.Decrement(ref _left) == 0;
    }
}
