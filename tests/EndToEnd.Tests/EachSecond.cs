namespace BotPlatform.EndToEnd.Tests;

/// <summary>A schedule may come once a minute, so sixty announcements make one that comes each second.</summary>
internal static class EachSecond
{
    /// <summary>Settings of a host.</summary>
    /// <param name="dialog">Where it comes.</param>
    /// <param name="text">What comes.</param>
    /// <param name="zone">Whose clock it follows.</param>
    public static IEnumerable<string> Settings(string dialog, string text, string zone = "UTC") => Enumerable.Range(0, 60)
        .SelectMany(second => new[]
        {
            $"--Announcements:{second}:Name=tick-{second}",
            $"--Announcements:{second}:Cron={second} * * * * ?",
            $"--Announcements:{second}:TimeZone={zone}",
            $"--Announcements:{second}:Dialog={dialog}",
            $"--Announcements:{second}:Text={text}",
        })
        .Append("--Announcements:DialogRate=0");
}
