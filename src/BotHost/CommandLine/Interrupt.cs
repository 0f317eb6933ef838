using System.Runtime.InteropServices;

namespace BotPlatform.BotHost.CommandLine;

/// <summary>Ctrl+C asks a command to come to an end; whoever asks twice need not wait for it.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _stopping;
    private readonly PosixSignalRegistration _signal;

    public Interrupt(CancellationToken cancellationToken)
    {
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    }

    public CancellationToken Token => _stopping.Token;

    public void Dispose()
    {
        _signal.Dispose();
        _stopping.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = !_stopping.IsCancellationRequested;
        _stopping.Cancel();
    }
}
