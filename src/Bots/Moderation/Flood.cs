using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Moderation;

/// <summary>Counts the messages of each person in each dialog as they come, and those that come late as they were written, so that they are no flood.</summary>
internal sealed class Flood(int limit, TimeSpan time)
{
    private const string Key = "flood";

    /// <summary>Counts a message. True when it is one too many; then counting begins anew.</summary>
    public async Task<bool> CountAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken)
    {
        if (limit == 0)
        {
            return false;
        }

        var bag = context.State.OfMember(message.Sender, message.Dialog);
        var now = message.WasDelayed ? message.Origin.OccurredAt : context.Time.GetUtcNow();
        var times = (await bag.GetAsync<IReadOnlyList<DateTimeOffset>>(Key, cancellationToken) ?? [])
            .Where(one => one > now - time).Append(now).ToList();
        var isTooMany = times.Count > limit;
        bag.Set(Key, isTooMany ? [] : times, time);
        return isTooMany;
    }
}
