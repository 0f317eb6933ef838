using BotPlatform.TestKit;

namespace BotPlatform.Chaos.Cells;

/// <summary>Something that the hosts need is away for a while, and they say so.</summary>
internal static class Outages
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    /// <param name="ground">Where.</param>
    /// <param name="strike">For how long, and where to note what was to be seen.</param>
    /// <param name="what">What is away, in words.</param>
    /// <param name="beginAsync">Takes it away.</param>
    /// <param name="endAsync">Brings it back.</param>
    public static async Task RunAsync(Ground ground, Strike strike, string what, Func<Task> beginAsync, Func<Task> endAsync)
    {
        await beginAsync();
        await Task.Delay(strike.Pause, Clock);
        foreach (var host in ground.Hosts)
        {
            strike.Notes.Expect(
                !await IsReadyAsync(host), $"A host said that it was ready while {what}.");
        }

        await endAsync();
        foreach (var host in ground.Hosts)
        {
            strike.Notes.Expect(
                await BecomesReadyAsync(host), $"A host did not say that it was ready again after {what}.");
        }
    }

    private static async Task<bool> BecomesReadyAsync(HostKeeper host)
    {
        var end = Clock.GetTimestamp() + (long)(TestTimeout.Limit.TotalSeconds * Clock.TimestampFrequency);
        while (Clock.GetTimestamp() < end)
        {
            if (await IsReadyAsync(host))
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), Clock);
        }

        return false;
    }

    private static async Task<bool> IsReadyAsync(HostKeeper host)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(host.Web, "/health/ready"), TestTimeout.Token);
        return answer.IsSuccessStatusCode;
    }
}
