namespace BotPlatform.BotHost.Tests.Leases;

/// <summary>
/// Lets what follows from an act run on the caller's thread and end before the act returns, as far as it waits for nothing else: the test
/// runner would have it run somewhere else.
/// </summary>
internal static class Inline
{
    public static void Run(Action act)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            act();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
