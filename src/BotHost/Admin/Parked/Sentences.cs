namespace BotPlatform.BotHost.Admin.Parked;

/// <summary>What people read in several places.</summary>
internal static class Sentences
{
    public static string Gone(long number) =>
        $"There is no parked item {number}. It may have been redriven or discarded already.";
}
