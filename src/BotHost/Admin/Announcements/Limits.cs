namespace BotPlatform.BotHost.Admin.Announcements;

/// <summary>How many of something are wanted.</summary>
internal static class Limits
{
    private const int Most = 1000;

    /// <exception cref="BadHttpRequestException">It is no such number.</exception>
    public static int Read(int? limit, int usual) => limit switch
    {
        null => usual,
        >= 1 and <= Most => limit.Value,
        _ => throw new BadHttpRequestException($"limit is {limit}: it is a number from 1 to {Most}."),
    };
}
