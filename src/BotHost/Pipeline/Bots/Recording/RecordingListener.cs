using System.Threading.Channels;
using BotPlatform.BotSdk.Testing.Recordings;

namespace BotPlatform.BotHost.Pipeline.Bots.Recording;

/// <summary>Somebody who hears what bots do. Bots wait for nobody: who is too slow hears no more.</summary>
internal sealed class RecordingListener(RecordingFilter filter, Action<RecordingListener> forget) : IDisposable
{
    /// <summary>So many lines may wait.</summary>
    public const int Capacity = 10_000;

    private readonly Channel<RecordedHandling> _waiting = Channel.CreateBounded<RecordedHandling>(Capacity);

    public RecordingFilter Filter => filter;

    /// <summary>Ends when the listener was too slow and has heard what it could.</summary>
    public ChannelReader<RecordedHandling> Handlings => _waiting.Reader;

    public void Add(RecordedHandling handling)
    {
        if (filter.Wants(handling.Event) && !_waiting.Writer.TryWrite(handling))
        {
            _waiting.Writer.TryComplete();
        }
    }

    public void Dispose() => forget(this);
}
