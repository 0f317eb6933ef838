using System.Threading.Channels;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.Fakes;

/// <summary>A network of <see cref="FakeConnector"/>s; by default of one account, <see cref="Sample.Account"/>.</summary>
internal sealed class FakeNetwork(params AccountRef[] accounts) : IChatConnectorFactory
{
    private readonly Channel<FakeConnector> _connected = Channel.CreateUnbounded<FakeConnector>();
    private readonly Channel<SendMessage> _sent = Channel.CreateUnbounded<SendMessage>();
    private readonly Channel<SetTyping> _typing = Channel.CreateUnbounded<SetTyping>();

    public IReadOnlyList<AccountRef> Accounts { get; private init; } = accounts.Length > 0 ? accounts : [Sample.Account];

    /// <summary>Runs before an attempt to connect succeeds; throw to make it fail.</summary>
    public Func<AccountRef, CancellationToken, Task>? OnConnect { get; set; }

    /// <summary>Runs before a message counts as sent; throw to make it fail.</summary>
    public Func<SendMessage, CancellationToken, Task>? OnSend { get; set; }

    public static FakeNetwork WithoutAccounts() => new() { Accounts = [] };

    public async Task<IChatConnector> ConnectAsync(AccountRef account, CancellationToken cancellationToken)
    {
        if (OnConnect is { } onConnect)
        {
            await onConnect(account, cancellationToken);
        }

        var connector = new FakeConnector(account, this);
        _connected.Writer.TryWrite(connector);
        return connector;
    }

    public void Record(SendMessage command) => _sent.Writer.TryWrite(command);

    public void RecordTyping(SetTyping command) => _typing.Writer.TryWrite(command);

    /// <summary>The next connection that is made.</summary>
    public ValueTask<FakeConnector> NextConnectionAsync() => _connected.Reader.ReadAsync(TestTimeout.Token);

    /// <summary>The next message that is sent.</summary>
    public ValueTask<SendMessage> NextSentAsync() => _sent.Reader.ReadAsync(TestTimeout.Token);

    public ValueTask<SetTyping> NextTypingAsync() => _typing.Reader.ReadAsync(TestTimeout.Token);

    /// <summary>What was sent and not read yet, without waiting.</summary>
    public IReadOnlyList<SendMessage> TakeSent()
    {
        var all = new List<SendMessage>();
        while (_sent.Reader.TryRead(out var command))
        {
            all.Add(command);
        }

        return all;
    }
}
