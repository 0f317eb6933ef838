using BotPlatform.Sandbox;

namespace BotPlatform.BotHost.Hosting;

/// <summary>Starts the development server in this process, unless <c>Sandbox:Enabled</c> is false.</summary>
internal sealed class LocalSandbox : IAsyncDisposable
{
    private readonly ILoggerFactory _loggers;

    private LocalSandbox(SandboxServer server, ILoggerFactory loggers)
    {
        Server = server;
        _loggers = loggers;
    }

    public SandboxServer Server { get; }

    /// <returns>The running sandbox, or null when it is switched off.</returns>
    /// <exception cref="StartupException">It could not be started.</exception>
    public static async Task<LocalSandbox?> StartAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        var section = configuration.GetSection("Sandbox");
        if (!section.GetValue("Enabled", defaultValue: true))
        {
            return null;
        }

        var options = section.Get<SandboxOptions>() ?? new SandboxOptions();
        var problems = SectionOptions.Problems("Sandbox", options).ToList();
        if (problems.Count > 0)
        {
            throw new StartupException(string.Join(Environment.NewLine, problems));
        }

        // Of its own: the host's, which is built later, needs the ports that are picked now.
        var loggers = LoggerFactory.Create(logging => logging
            .AddConfiguration(configuration.GetSection("Logging"))
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None) // a failed start is said once, in a sentence
            .AddConsole());
        try
        {
            return new LocalSandbox(await SandboxServer.StartAsync(options, loggers, cancellationToken), loggers);
        }
        catch (IOException error)
        {
            loggers.Dispose();
            throw new StartupException($"{error.Message} Sandbox:Enabled=false does without the sandbox.", error);
        }
    }

    /// <summary>
    /// What <c>ConnectyCube</c> means by default: the sandbox and its bot. Whoever configures accounts gets only those.
    /// </summary>
    public Dictionary<string, string?> Defaults(IConfiguration configuration) =>
        Defaults(configuration, Server.HttpUri, Server.WebSocketUri);

    /// <summary>The same for the sandbox of another host on this machine; nothing when it is switched off.</summary>
    public static Dictionary<string, string?> DefaultsElsewhere(IConfiguration configuration)
    {
        var section = configuration.GetSection("Sandbox");
        var port = section.GetValue("HttpPort", new SandboxOptions().HttpPort);
        return section.GetValue("Enabled", defaultValue: true)
            ? Defaults(configuration, new Uri($"http://127.0.0.1:{port}"), new Uri($"ws://127.0.0.1:{port}/ws"))
            : [];
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _loggers.Dispose();
    }

    private static Dictionary<string, string?> Defaults(IConfiguration configuration, Uri http, Uri webSocket)
    {
        var options = configuration.GetSection("Sandbox").Get<SandboxOptions>() ?? new SandboxOptions();
        var defaults = new Dictionary<string, string?>
        {
            ["ConnectyCube:ApiUrl"] = http.ToString(),
            ["ConnectyCube:ChatUrl"] = webSocket.ToString(),
            ["ConnectyCube:ChatHost"] = options.ChatHost,
            ["ConnectyCube:AppId"] = options.AppId,
            ["ConnectyCube:AuthKey"] = options.AuthKey,
        };
        if (!configuration.GetSection("ConnectyCube:Accounts").GetChildren().Any())
        {
            var bot = SandboxServer.Users[0];
            defaults["ConnectyCube:Accounts:0:UserId"] = bot.Id.ToString();
            defaults["ConnectyCube:Accounts:0:Login"] = bot.Login;
            defaults["ConnectyCube:Accounts:0:Password"] = bot.Password;
        }

        return defaults;
    }
}
