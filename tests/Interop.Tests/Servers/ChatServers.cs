namespace BotPlatform.Interop.Tests.Servers;

/// <summary>Which real server.</summary>
public enum ServerKind
{
    /// <summary>Prosody, in Lua.</summary>
    Prosody,

    /// <summary>ejabberd, in Erlang.</summary>
    Ejabberd,
}

/// <summary>The real servers, each started when the first test asks for it and stopped after the last.</summary>
public sealed class ChatServers : IAsyncLifetime, IDisposable
{
    /// <summary>The domain of the users on every server.</summary>
    public const string Host = "chat.test";

    /// <summary>The domain of the rooms on every server.</summary>
    public const string Rooms = "muc.chat.test";

    private readonly Dictionary<ServerKind, Task<IChatServer>> _started = [];

    /// <summary>The data of a theory that holds for every server.</summary>
    public static TheoryData<ServerKind> All { get; } = new(Enum.GetValues<ServerKind>());

    /// <summary>A server that is not started and not shared, for a test that stops it.</summary>
    public static IChatServer Create(ServerKind kind) => kind == ServerKind.Prosody ? new ProsodyServer() : new EjabberdServer();

    /// <summary>A running server. When it did not start, everybody who asks for it hears why.</summary>
    public Task<IChatServer> GetAsync(ServerKind kind)
    {
        if (!_started.TryGetValue(kind, out var server))
        {
            _started.Add(kind, server = StartAsync(kind));
        }

        return server;
    }

    /// <inheritdoc />
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        foreach (var server in Started)
        {
            await server.DisposeAsync();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var server in Started)
        {
            server.Dispose();
        }
    }

    private IEnumerable<IChatServer> Started => _started.Values.Where(start => start.IsCompletedSuccessfully).Select(start => start.Result);

    private static async Task<IChatServer> StartAsync(ServerKind kind)
    {
        var server = Create(kind);
        try
        {
            await server.InitializeAsync();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }
}

/// <summary>The tests that share the servers. They run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ChatServersCollection : ICollectionFixture<ChatServers>
{
    /// <summary>The name to give in <c>[Collection]</c>.</summary>
    public const string Name = "Chat servers";
}
