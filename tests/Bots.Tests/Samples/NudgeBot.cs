// snippet:away
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Activity;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Misses people who have talked to it, and greets them when they are back.</summary>
public sealed class NudgeBot : IActivityBot
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(3);

    /// <inheritdoc />
    public void Watch(ActivitySet activity)
    {
        activity.OnInactive(Long, (gone, context, ct) =>
            context.SayAsync(gone.Dialog, $"Not here since {gone.LastActiveAt:yyyy-MM-dd}: is all well?", ct));
        activity.OnActive(Long, (back, context, ct) => context.SayAsync(back.Dialog, "Welcome back.", ct));
    }
}
// end
