using BotPlatform.BotHost.Activity.Watching;
using BotPlatform.BotHost.Storage.Activity;

namespace BotPlatform.BotHost.Activity.Judging;

/// <summary>What a sighting changes, and what is to be told of it.</summary>
/// <param name="Before">What was known.</param>
/// <param name="After">What is known now.</param>
/// <param name="HasChanged">Whether the user has come, gone, or been there since, for those who were not told.</param>
/// <param name="IsBack">Whether somebody was told of the absence that is over.</param>
internal sealed record Judgement(WatchedUser Before, WatchedUser After, bool HasChanged, bool IsBack)
{
    // Networks tell whole seconds, and answers are on their way for a while: the same moment is never quite the same.
    private static readonly TimeSpan Same = TimeSpan.FromSeconds(5);

    // What overtakes each other does so by less; a greater step back is the clock's.
    private static readonly TimeSpan Overtaking = TimeSpan.FromMinutes(1);

    /// <summary>Judges what the network has said.</summary>
    /// <param name="before">What was known.</param>
    /// <param name="sighting">What it said.</param>
    /// <param name="watches">Those that mean the user.</param>
    /// <param name="interval">How often it is asked about the user.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static Judgement Of(
        WatchedUser before, Sighting sighting, IReadOnlyList<Watch> watches, TimeSpan interval, double chance)
    {
        var at = sighting.At;
        if (sighting.LastActiveAt is not { } said)
        {
            var failures = before.Failures + 1;
            return Unchanged(before, before with
            {
                Failures = failures,
                NextLook = NextLook.AfterSilence(at, interval, failures, chance),
            });
        }

        if (before.SeenAt is { } seen && seen > at && seen - at < Overtaking)
        {
            return Unchanged(before, before with { NextLook = NextLook.AfterAnswer(at, interval, crossing: null, chance) });
        }

        var last = Last(before, said < at ? said : at, sighting.IsOnline, at);
        var isActive = before.LastActiveAt is { } known && known <= at + Same
            && (sighting.IsOnline ? !before.IsOnline : !before.IsOnline && last > known);
        var after = before with
        {
            Dialog = sighting.Dialog ?? before.Dialog,
            IsOnline = sighting.IsOnline,
            LastActiveAt = last,
            SeenAt = at,
            Failures = 0,
            Told = isActive || sighting.IsOnline ? [] : before.Told,
        };
        return new Judgement(
            before,
            after with { NextLook = NextLook.AfterAnswer(at, interval, NextCrossing(after, watches, at), chance) },
            HasChanged: before.LastActiveAt is not null && !sighting.IsPushed && (isActive || before.IsOnline != sighting.IsOnline),
            IsBack: isActive && before.Told.Count > 0);
    }

    /// <summary>The watches whose absence is over by then and that were not told of it.</summary>
    public IReadOnlyList<Watch> Crossed(IReadOnlyList<Watch> watches) => After is { IsOnline: false, LastActiveAt: { } last, SeenAt: { } at }
        ? [.. watches.Where(watch => watch.After is { } after && at - last >= after && !After.Told.Contains(watch.Name, StringComparer.Ordinal))]
        : [];

    private static Judgement Unchanged(WatchedUser before, WatchedUser after) => new(before, after, HasChanged: false, IsBack: false);

    // The first word about an absence stays, because what is told of it is named after it. What lies in the future was said while the clock
    // was ahead, and is corrected.
    private static DateTimeOffset Last(WatchedUser before, DateTimeOffset said, bool isOnline, DateTimeOffset at)
    {
        if (isOnline || before.LastActiveAt is not { } known || known > at + Same)
        {
            return said;
        }

        return said > (before.IsOnline ? known : known + Same) ? said : known;
    }

    private static DateTimeOffset? NextCrossing(WatchedUser user, IReadOnlyList<Watch> watches, DateTimeOffset at) => user.IsOnline
        ? null
        : watches.Where(watch => watch.After is not null).Select(watch => user.LastActiveAt + watch.After)
            .Where(crossing => crossing > at).Min();
}
