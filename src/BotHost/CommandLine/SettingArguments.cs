using System.Diagnostics.CodeAnalysis;

namespace BotPlatform.BotHost.CommandLine;

/// <summary>
/// Tells settings (<c>--Bus:Lanes=4</c>) from options of the command line, so that a mistyped option is an error.
/// </summary>
internal static class SettingArguments
{
    /// <summary>The first parts of the settings that a command line may hold.</summary>
    public static readonly string[] Sections =
    [
        "Urls", "Sandbox", "ConnectyCube", "StandardXmpp", "Bus", "Storage", "Leases", "Requests", "CatchUp", "Announcements",
        "Activity", "Admin", "Sending", "Webhooks", "Plugins", "Bots", "Scheduling",
        "Logging", "Kestrel", "Environment", "ContentRoot", "AllowedHosts",
    ];

    /// <summary>Takes the settings out of <paramref name="arguments"/>.</summary>
    /// <param name="arguments">The whole command line.</param>
    /// <param name="rest">What is no setting, in order.</param>
    /// <returns>The settings, each as <c>--key=value</c>.</returns>
    public static string[] Take(IReadOnlyList<string> arguments, out string[] rest)
    {
        var settings = new List<string>();
        var others = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!TryReadKey(arguments[i], out var key))
            {
                others.Add(arguments[i]);
            }
            else if (arguments[i].Contains('='))
            {
                settings.Add(arguments[i]);
            }
            else if (i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                settings.Add($"--{key}={arguments[++i]}");
            }
            else
            {
                others.Add(arguments[i]); // a setting without a value is a mistake
            }
        }

        rest = [.. others];
        return [.. settings];
    }

    private static bool TryReadKey(string argument, [NotNullWhen(true)] out string? key)
    {
        key = null;
        if (!argument.StartsWith("--", StringComparison.Ordinal))
        {
            return false;
        }

        key = argument[2..].Split('=', 2)[0];
        return Sections.Contains(key.Split(':', 2)[0], StringComparer.OrdinalIgnoreCase);
    }
}
