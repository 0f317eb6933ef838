using System.Diagnostics;

namespace BotPlatform.Chaos.Hosting;

/// <summary>Kills its own process, as <c>kill -9</c> does, when a step is passed for the so-many-th time.</summary>
/// <param name="step">Which step; null for never.</param>
/// <param name="count">1 for the first time.</param>
internal sealed class KillSwitch(Step? step, int count)
{
    private int _left = count;

    /// <summary>Some message passes a step.</summary>
    public void Pass(Step passed)
    {
        if (passed == step && Interlocked.Decrement(ref _left) == 0)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
            new ManualResetEventSlim().Wait(); // for the instant in which the system has not ended it yet
        }
    }
}
