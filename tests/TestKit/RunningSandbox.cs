namespace BotPlatform.TestKit;

/// <summary>The built sandbox in a process of its own, on free ports unless told otherwise.</summary>
public sealed class RunningSandbox : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly string[] _settings;

    private RunningSandbox(string[] settings)
    {
        _settings = settings;
        Process = Start("--Sandbox:HttpPort=0", "--Sandbox:XmppPort=0");
    }

    /// <summary>The process; another one after <see cref="KillAsync"/> and <see cref="StartAgainAsync"/>.</summary>
    public ServerProcess Process { get; private set; }

    /// <summary>REST.</summary>
    public Uri Api { get; private set; } = new("http://127.0.0.1");

    /// <summary>XMPP over WebSocket.</summary>
    public Uri WebSocket => new UriBuilder(Api) { Scheme = "ws", Path = "/ws" }.Uri;

    /// <summary>XMPP over TCP.</summary>
    public Uri Tcp { get; private set; } = new("xmpp://127.0.0.1");

    /// <summary>Starts it and waits until it says where it listens.</summary>
    public static Task<RunningSandbox> StartAsync(params string[] settings) =>
        new RunningSandbox(settings).BeginAsync(sandbox => sandbox.ReadGreetingAsync());

    /// <summary>Ends it at once, as <c>kill -9</c> does. What it keeps is where <c>Sandbox:DataDirectory</c> says.</summary>
    public async Task KillAsync()
    {
        await Process.SignalAsync("KILL");
        await Process.Exited.WaitAsync(TestTimeout.Token);
        await Process.DisposeAsync();
    }

    /// <summary>Starts it again in the same directory, with the same settings and on the same ports.</summary>
    public Task StartAgainAsync()
    {
        Process = Start($"--Sandbox:HttpPort={Api.Port}", $"--Sandbox:XmppPort={Tcp.Port}");
        return ReadGreetingAsync();
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

    private ServerProcess Start(params string[] ports) => ServerProcess.Start(
        "dotnet", [Repository.BuiltProgram("Sandbox"), .. ports, .. _settings], _directory.Path);

    private async Task ReadGreetingAsync()
    {
        var api = await Process.WaitForLineAsync(@"REST\s+(http://\S+)", TestTimeout.Token);
        var tcp = await Process.WaitForLineAsync(@"XMPP over TCP\s+(\S+)", TestTimeout.Token);
        Api = new Uri(api.Groups[1].Value);
        Tcp = new Uri($"xmpp://{tcp.Groups[1].Value}");
    }
}
