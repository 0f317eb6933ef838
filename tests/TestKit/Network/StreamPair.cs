using System.IO.Pipelines;

namespace BotPlatform.TestKit.Network;

/// <summary>
/// Two streams in memory that are connected like the two ends of a socket: what is written to one is read from the other, in
/// order, and a writer waits while <c>capacity</c> bytes are not read yet.
/// </summary>
public sealed class StreamPair : IAsyncDisposable
{
    /// <summary>A new pair.</summary>
    /// <param name="capacity">How many bytes a direction holds before its writer waits; 64 KiB unless told.</param>
    public StreamPair(int capacity = 64 * 1024)
    {
        var options = new PipeOptions(
            pauseWriterThreshold: capacity, resumeWriterThreshold: (capacity + 1) / 2, useSynchronizationContext: false);
        var toServer = new Pipe(options);
        var toClient = new Pipe(options);
        Client = new PairedStream(toClient.Reader, toServer.Writer);
        Server = new PairedStream(toServer.Reader, toClient.Writer);
    }

    /// <summary>One end.</summary>
    public PairedStream Client { get; }

    /// <summary>The other end.</summary>
    public PairedStream Server { get; }

    /// <summary>Both ends fail at once, in the middle of whatever they do; what was not read is lost.</summary>
    public void Abort()
    {
        Client.Abort();
        Server.Abort();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
    }
}
