using System.Threading.Channels;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Tests.Fakes;

/// <summary>A connection to nowhere: a test says what arrives and how the connection stands, and sees what is sent.</summary>
internal sealed class FakeConnector(AccountRef account, FakeNetwork network) : IChatConnector, IDropsConnection
{
    private readonly Channel<ReceivedEvent> _events = Channel.CreateBounded<ReceivedEvent>(256);
    private readonly Channel<ConnectionStateChanged> _changes = Channel.CreateUnbounded<ConnectionStateChanged>();
    private ConnectionStateChanged _status = StateOf(account, ConnectionState.Idle, null, 0);
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<int> _acknowledgements = Channel.CreateUnbounded<int>();
    private int _acknowledged;

    public AccountRef Account { get; } = account;

    public ConnectionStateChanged Status => Volatile.Read(ref _status);

    public ChannelReader<ConnectionStateChanged> StatusChanges => _changes.Reader;

    public ChannelReader<ReceivedEvent> Events => _events.Reader;

    public int Acknowledged => Volatile.Read(ref _acknowledged);

    public bool IsDropped { get; private set; }

    public bool IsDisposed { get; private set; }

    public Task Disposed => _disposed.Task;

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        for (var failed = 1; ; failed++)
        {
            try
            {
                await network.ConnectAsync(Account, cancellationToken);
                Become(ConnectionState.Authenticated);
                Become(ConnectionState.Ready);
                network.Connected(this);
                return;
            }
            catch (ConnectorAuthenticationException error)
            {
                Become(ConnectionState.AuthenticationFailure, error.Message);
                throw;
            }
            catch (ConnectorException error) when (failed >= network.MostAttempts)
            {
                Become(ConnectionState.ForceClosed, error.Message);
                throw;
            }
            catch (ConnectorException error)
            {
                Become(ConnectionState.Reconnecting, error.Message, failed);
            }
        }
    }

    public Task DisconnectAsync(CancellationToken cancellationToken)
    {
        Become(ConnectionState.Closed);
        return Task.CompletedTask;
    }

    public string MessageIdOf(SendMessage command) => $"id of {command.CommandId}";

    public async Task SendAsync(SendMessage command, CancellationToken cancellationToken)
    {
        await network.SendAsync(command, cancellationToken);
        ThrowIfNotReady();
        network.Record(command);
    }

    /// <inheritdoc />
    /// <remarks>This one has every ability that its network does not lack.</remarks>
    public T? Find<T>()
        where T : class
    {
        if (this is T own)
        {
            return own;
        }

        if (network.Lacks.Contains(typeof(T)))
        {
            return null;
        }

        if (typeof(T) == typeof(IStoresFiles))
        {
            return network.Files as T;
        }

        if (typeof(T) == typeof(IReadsMissed))
        {
            return network.History as T;
        }

        var ability = typeof(T).GetGenericTypeDefinition() == typeof(ICarriesOut<>) ? typeof(Carrier<>) : typeof(Answerer<,>);
        return (T)Activator.CreateInstance(ability.MakeGenericType(typeof(T).GenericTypeArguments), this, network)!;
    }

    public ValueTask ReceiveAsync(IAccountEvent @event) =>
        _events.Writer.WriteAsync(new ReceivedEvent(@event, () => _acknowledgements.Writer.TryWrite(Interlocked.Increment(ref _acknowledged))), TestTimeout.Token);

    /// <summary>Waits until so many events are acknowledged.</summary>
    public async Task AcknowledgedAsync(int count)
    {
        while (Acknowledged < count)
        {
            await _acknowledgements.Reader.ReadAsync(TestTimeout.Token);
        }
    }

    /// <summary>The connection breaks; a test says when it is back.</summary>
    public void Break(string why = "The cable is cut.") => Become(ConnectionState.Reconnecting, why, 1);

    /// <summary>The connection ends, and nothing more is tried.</summary>
    public void End(ConnectionState state, string why) => Become(state, why);

    /// <summary>The connection comes back.</summary>
    public void Return()
    {
        Become(ConnectionState.Resumed);
        Become(ConnectionState.Ready);
    }

    public void Drop() => IsDropped = true;

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        _disposed.TrySetResult();
        Become(ConnectionState.Closed);
        _changes.Writer.TryComplete();
        _events.Writer.TryComplete();
        return default;
    }

    private static ConnectionStateChanged StateOf(AccountRef account, ConnectionState state, string? problem, int failed) => new()
    {
        Origin = new EventOrigin
        {
            EventId = $"state-{Guid.NewGuid():N}",
            Account = account,
            OccurredAt = BotSdk.Testing.Sample.Moment,
        },
        State = state,
        Problem = problem,
        FailedAttempts = failed,
    };

    private void Become(ConnectionState state, string? problem = null, int failed = 0)
    {
        if (Status.State != state)
        {
            Volatile.Write(ref _status, StateOf(Account, state, problem, failed));
            _changes.Writer.TryWrite(Status);
        }
    }

    private void ThrowIfNotReady()
    {
        if (Status.State != ConnectionState.Ready)
        {
            throw new ConnectorException("There is no connection.");
        }
    }

    private sealed class Carrier<TCommand>(FakeConnector connector, FakeNetwork network) : ICarriesOut<TCommand>
        where TCommand : class, IAccountCommand
    {
        public async Task SendAsync(TCommand command, CancellationToken cancellationToken)
        {
            await network.CarryOutAsync(command, cancellationToken);
            connector.ThrowIfNotReady();
            network.Record(command);
        }
    }

    private sealed class Answerer<TRequest, TAnswer>(FakeConnector connector, FakeNetwork network) : IAnswers<TRequest, TAnswer>
        where TRequest : class, IAccountRequest<TAnswer>
        where TAnswer : class
    {
        public async Task<TAnswer> AnswerAsync(TRequest request, CancellationToken cancellationToken)
        {
            connector.ThrowIfNotReady();
            return (TAnswer)await network.AnswerAsync(request, cancellationToken);
        }
    }
}
