using System.Threading.Channels;

namespace BotPlatform.Connectors.Parts;

/// <summary>
/// Says things to the network one after the other, such as that a message has arrived. What cannot be said because there is no
/// connection is said when there is one.
/// </summary>
/// <param name="status">Tells when there is a connection.</param>
/// <param name="say">Says it. A <see cref="ConnectorRefusedException"/> drops it, any other <see cref="ConnectorException"/> keeps it.</param>
/// <param name="dropped">Told each one that will not be said, and why.</param>
public sealed class ReadyQueue<T>(ConnectionStatus status, Func<T, CancellationToken, Task> say, Action<T, string> dropped)
{
    private const int Capacity = 4096;

    private readonly Channel<T> _due = Channel.CreateBounded<T>(Capacity);

    /// <summary>Something is to be said. Returns at once.</summary>
    public void Add(T due)
    {
        if (!_due.Writer.TryWrite(due))
        {
            dropped(due, "too many wait for a connection");
        }
    }

    /// <summary>Nothing more will be added.</summary>
    public void Complete() => _due.Writer.TryComplete();

    /// <summary>Runs until everything is said after <see cref="Complete"/>, or the token fires.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await foreach (var due in _due.Reader.ReadAllAsync(stopping).ConfigureAwait(false))
            {
                await SayAsync(due, stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    private async Task SayAsync(T due, CancellationToken stopping)
    {
        while (true)
        {
            var change = status.NextChange;
            try
            {
                await status.WaitForReadyAsync(stopping).ConfigureAwait(false);
                await say(due, stopping).ConfigureAwait(false);
                return;
            }
            catch (ConnectorRefusedException e)
            {
                dropped(due, e.Message);
                return;
            }
            catch (ConnectorException)
            {
                await change.WaitAsync(stopping).ConfigureAwait(false);
            }
        }
    }
}
