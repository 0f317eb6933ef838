using System.Collections.Concurrent;
using System.Threading.Channels;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.Fakes;

/// <summary>A connection to nowhere: a test says what arrives and sees what is sent.</summary>
internal sealed class FakeConnector(AccountRef account, FakeNetwork network) : IChatConnector, ITypingConnector
{
    private readonly Channel<ReceivedEvent> _events = Channel.CreateBounded<ReceivedEvent>(256);
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _acknowledged;

    public AccountRef Account { get; } = account;

    public ChannelReader<ReceivedEvent> Events => _events.Reader;

    public Task Completion => _completion.Task;

    public int Acknowledged => Volatile.Read(ref _acknowledged);

    public bool IsDisposed { get; private set; }

    public ConcurrentQueue<SetTyping> Typing { get; } = new();

    public ValueTask ReceiveAsync(IChatEvent @event) =>
        _events.Writer.WriteAsync(new ReceivedEvent(@event, () => Interlocked.Increment(ref _acknowledged)), TestTimeout.Token);

    public void Break(string why = "The cable is cut.")
    {
        var error = new ConnectorException(why);
        _events.Writer.TryComplete(error);
        _completion.TrySetException(error);
    }

    public async Task SendAsync(SendMessage command, CancellationToken cancellationToken)
    {
        if (network.OnSend is { } onSend)
        {
            await onSend(command, cancellationToken);
        }

        if (IsDisposed || Completion.IsCompleted)
        {
            throw new ConnectorException("The connection is closed.");
        }

        network.Record(command);
    }

    public Task SetTypingAsync(SetTyping command, CancellationToken cancellationToken)
    {
        Typing.Enqueue(command);
        network.RecordTyping(command);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        _events.Writer.TryComplete();
        _completion.TrySetResult();
        return default;
    }
}
