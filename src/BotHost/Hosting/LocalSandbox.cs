using BotPlatform.Sandbox;

namespace BotPlatform.BotHost.Hosting;

/// <summary>Starts the development server in this process, unless <c>Sandbox:Enabled</c> is false.</summary>
internal static class LocalSandbox
{
    /// <returns>The running sandbox, or null when it is switched off.</returns>
    /// <exception cref="StartupException">It could not be started.</exception>
    public static async Task<SandboxServer?> StartAsync(
        IConfiguration configuration, ILoggerFactory loggers, CancellationToken cancellationToken)
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

        try
        {
            return await SandboxServer.StartAsync(options, loggers, cancellationToken);
        }
        catch (IOException error)
        {
            throw new StartupException(
                $"The sandbox could not start: {error.Message} Set Sandbox:HttpPort and Sandbox:XmppPort to free ports (0 picks "
                + "one), or Sandbox:Enabled to false.",
                error);
        }
    }

    /// <summary>
    /// What <c>ConnectyCube</c> means by default: the sandbox and its bot. Whoever configures accounts gets only those.
    /// </summary>
    public static Dictionary<string, string?> Defaults(SandboxServer sandbox, IConfiguration configuration)
    {
        var options = configuration.GetSection("Sandbox").Get<SandboxOptions>() ?? new SandboxOptions();
        var defaults = new Dictionary<string, string?>
        {
            ["ConnectyCube:ApiUrl"] = sandbox.HttpUri.ToString(),
            ["ConnectyCube:ChatUrl"] = sandbox.WebSocketUri.ToString(),
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
