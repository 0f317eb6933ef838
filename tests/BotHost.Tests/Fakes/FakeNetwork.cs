using System.Threading.Channels;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Tests.Fakes;

/// <summary>A network of <see cref="FakeConnector"/>s; by default of one account, <see cref="Sample.Account"/>.</summary>
internal sealed class FakeNetwork(params AccountRef[] accounts) : IChatConnectorFactory
{
    private readonly Channel<FakeConnector> _connected = Channel.CreateUnbounded<FakeConnector>();
    private readonly Channel<SendMessage> _sent = Channel.CreateUnbounded<SendMessage>();
    private readonly Channel<IAccountCommand> _others = Channel.CreateUnbounded<IAccountCommand>();

    public IReadOnlyList<AccountRef> Accounts { get; private init; } = accounts.Length > 0 ? accounts : [Sample.Account];

    /// <summary>Runs before an attempt to connect succeeds; throw to make it fail.</summary>
    public Func<AccountRef, CancellationToken, Task>? OnConnect { get; set; }

    /// <summary>Runs before a message counts as sent; throw to make it fail.</summary>
    public Func<SendMessage, CancellationToken, Task>? OnSend { get; set; }

    /// <summary>Runs before another command counts as carried out; throw to make it fail.</summary>
    public Func<IAccountCommand, CancellationToken, Task>? OnCommand { get; set; }

    /// <summary>Answers requests; throw to refuse. By default everything is <see cref="Done"/>.</summary>
    public Func<object, CancellationToken, Task<object>> OnAsk { get; set; } = (_, _) => Task.FromResult<object>(new Done());

    /// <summary>After so many failed attempts in a row a connector gives up.</summary>
    public int MostAttempts { get; init; } = int.MaxValue;

    /// <summary>Its files; null when it has none.</summary>
    public IStoresFiles? Files { get; init; }

    /// <summary>Its history; null when what was missed stays missed.</summary>
    public IReadsMissed? History { get; init; }

    /// <summary>The abilities that it lacks.</summary>
    public HashSet<Type> Lacks { get; } = [];

    public static FakeNetwork WithoutAccounts() => new() { Accounts = [] };

    public IChatConnector Create(AccountRef account, string? device = null) => new FakeConnector(account, this);

    /// <summary>The next connection that is made.</summary>
    public ValueTask<FakeConnector> NextConnectionAsync() => _connected.Reader.ReadAsync(TestTimeout.Token);

    /// <summary>The next message that is sent.</summary>
    public ValueTask<SendMessage> NextSentAsync() => _sent.Reader.ReadAsync(TestTimeout.Token);

    /// <summary>The next command that is carried out and is no message.</summary>
    public ValueTask<IAccountCommand> NextCommandAsync() => _others.Reader.ReadAsync(TestTimeout.Token);

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

    internal Task ConnectAsync(AccountRef account, CancellationToken cancellationToken) =>
        OnConnect?.Invoke(account, cancellationToken) ?? Task.CompletedTask;

    internal Task SendAsync(SendMessage command, CancellationToken cancellationToken) =>
        OnSend?.Invoke(command, cancellationToken) ?? Task.CompletedTask;

    internal Task CarryOutAsync(IAccountCommand command, CancellationToken cancellationToken) =>
        OnCommand?.Invoke(command, cancellationToken) ?? Task.CompletedTask;

    internal Task<object> AnswerAsync(object request, CancellationToken cancellationToken) => OnAsk(request, cancellationToken);

    internal void Connected(FakeConnector connector) => _connected.Writer.TryWrite(connector);

    internal void Record(IAccountCommand command)
    {
        if (command is SendMessage message)
        {
            _sent.Writer.TryWrite(message);
        }
        else
        {
            _others.Writer.TryWrite(command);
        }
    }
}
