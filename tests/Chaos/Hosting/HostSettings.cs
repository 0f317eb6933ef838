using System.Globalization;

namespace BotPlatform.Chaos.Hosting;

/// <summary>What the host of the matrix is told beside the settings of every host.</summary>
/// <param name="BotLog">Where the bot writes what it handles.</param>
/// <param name="KillFile">The file that tells the process where to kill itself.</param>
/// <param name="SlowFor">How long the bot takes for a message that is called slow.</param>
/// <param name="Bot">Which bot it has.</param>
/// <param name="Samples">Where it writes how it is, every second; empty for nowhere.</param>
/// <param name="Audience">The file with the ids of the users, one a line, to whom it announces something; empty for nobody.</param>
internal sealed record HostSettings(string BotLog, string KillFile, TimeSpan SlowFor, HostBot Bot, string Samples, string Audience = "")
{
    private const string Prefix = "--Chaos:";

    /// <summary>Tells them from the others.</summary>
    public static (HostSettings Own, string[] Others) Read(IEnumerable<string> arguments)
    {
        var own = new HostSettings("", "", TimeSpan.Zero, HostBot.Recording, "");
        var others = new List<string>();
        foreach (var argument in arguments)
        {
            if (!argument.StartsWith(Prefix, StringComparison.Ordinal))
            {
                others.Add(argument);
                continue;
            }

            own = argument[Prefix.Length..].Split('=', 2) switch
            {
                [nameof(BotLog), var path] => own with { BotLog = path },
                [nameof(KillFile), var path] => own with { KillFile = path },
                [nameof(SlowFor), var time] => own with { SlowFor = TimeSpan.Parse(time, CultureInfo.InvariantCulture) },
                [nameof(Bot), var bot] => own with { Bot = Enum.Parse<HostBot>(bot) },
                [nameof(Samples), var path] => own with { Samples = path },
                [nameof(Audience), var path] => own with { Audience = path },
                _ => throw new ArgumentException($"'{argument}' is no setting.", nameof(arguments)),
            };
        }

        return (own, [.. others]);
    }

    /// <summary>A setting as an argument.</summary>
    public static string Argument(string name, object value) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{name}={value}");
}

/// <summary>The bots of the hosts of the matrix.</summary>
internal enum HostBot
{
    /// <summary><see cref="RecordingBot"/>.</summary>
    Recording,

    /// <summary><see cref="TalkingBot"/>.</summary>
    Talking,

    /// <summary><see cref="ChainBot"/>.</summary>
    Chain,

    /// <summary><see cref="PostponingBot"/>.</summary>
    Postponing,
}
