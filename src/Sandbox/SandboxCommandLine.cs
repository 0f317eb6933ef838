using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace BotPlatform.Sandbox;

/// <summary>The sandbox as a program of its own: its settings, and what it says when it runs.</summary>
internal static class SandboxCommandLine
{
    private const string Section = "Sandbox";

    /// <summary>Reads settings in the usual order: file, environment, command line.</summary>
    /// <exception cref="ValidationException">A setting is wrong, or there is no such setting.</exception>
    public static (SandboxOptions Options, IConfiguration Configuration) Read(string[] args)
    {
        var known = typeof(SandboxOptions).GetProperties()
            .Select(property => property.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < args.Length; i++)
        {
            // The configuration system ignores what it does not understand; somebody who mistypes a port should hear of it.
            var arg = args[i];
            var name = arg.Split('=')[0];
            var hasValue = arg.Contains('=') || (++i < args.Length && !args[i].StartsWith("--", StringComparison.Ordinal));
            var isLogging = name.StartsWith("--Logging:", StringComparison.OrdinalIgnoreCase);
            if (!hasValue || (!isLogging && !(name.Split(':') is ["--Sandbox", var option, ..] && known.Contains(option))))
            {
                throw new ValidationException($"'{arg}' is no option of the sandbox.");
            }
        }

        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine(args)
            .Build();
        var options = new SandboxOptions();
        configuration.GetSection(Section).Bind(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        return (options, configuration);
    }

    public static string Greeting(SandboxServer sandbox, SandboxOptions options)
    {
        var text = new StringBuilder();
        text.AppendLine("The ConnectyCube sandbox runs: a development server, in memory, reachable from this machine only.");
        text.AppendLine($"  REST                 {sandbox.HttpUri.GetLeftPart(UriPartial.Authority)}");
        text.AppendLine($"  XMPP over WebSocket  {sandbox.WebSocketUri}");
        var offer = options.OfferStartTls ? " (STARTTLS offered)" : "";
        text.AppendLine($"  XMPP over TCP        {sandbox.XmppUri.Authority}{offer}");
        text.AppendLine($"  chat host {options.ChatHost}, app id {options.AppId}, auth key {options.AuthKey}");
        foreach (var (id, login, password) in SandboxServer.Users)
        {
            text.AppendLine($"  user {id}: {login} / {password}");
        }

        text.Append("Ctrl-C stops it.");
        return text.ToString();
    }
}
