namespace BotPlatform.TestKit;

/// <summary>The built sandbox in a process of its own, on free ports unless told otherwise.</summary>
public sealed class RunningSandbox : IAsyncDisposable
{
    private readonly TempDirectory _directory;

    private RunningSandbox(TempDirectory directory, ServerProcess process, Uri api, Uri tcp)
    {
        _directory = directory;
        Process = process;
        Api = api;
        Tcp = tcp;
    }

    /// <summary>The process.</summary>
    public ServerProcess Process { get; }

    /// <summary>REST.</summary>
    public Uri Api { get; }

    /// <summary>XMPP over WebSocket.</summary>
    public Uri WebSocket => new UriBuilder(Api) { Scheme = "ws", Path = "/ws" }.Uri;

    /// <summary>XMPP over TCP.</summary>
    public Uri Tcp { get; }

    /// <summary>Starts it and waits until it says where it listens.</summary>
    public static async Task<RunningSandbox> StartAsync(params string[] settings)
    {
        var directory = new TempDirectory();
        var process = ServerProcess.Start(
            "dotnet",
            [Repository.BuiltProgram("Sandbox"), "--Sandbox:HttpPort=0", "--Sandbox:XmppPort=0", .. settings],
            directory.Path);
        try
        {
            var api = await process.WaitForLineAsync(@"REST\s+(http://\S+)", TestTimeout.Token);
            var tcp = await process.WaitForLineAsync(@"XMPP over TCP\s+(\S+)", TestTimeout.Token);
            return new RunningSandbox(
                directory, process, new Uri(api.Groups[1].Value), new Uri($"xmpp://{tcp.Groups[1].Value}"));
        }
        catch
        {
            await process.DisposeAsync();
            directory.Dispose();
            throw;
        }
    }

    /// <summary>The settings of a host in another process whose bot comes here.</summary>
    /// <param name="chat">Its way into the chat: <see cref="WebSocket"/>, <see cref="Tcp"/>, or through a proxy.</param>
    public string[] HostSettings(Uri chat) =>
    [
        "--Sandbox:Enabled=false",
        $"--ConnectyCube:ApiUrl={Api}",
        $"--ConnectyCube:ChatUrl={chat}",
        "--ConnectyCube:ChatHost=localhost",
        "--ConnectyCube:AppId=1",
        "--ConnectyCube:AuthKey=sandbox",
        "--ConnectyCube:Accounts:0:UserId=100",
        "--ConnectyCube:Accounts:0:Login=bot",
        "--ConnectyCube:Accounts:0:Password=bot-password",
    ];

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _directory.Dispose();
    }
}
