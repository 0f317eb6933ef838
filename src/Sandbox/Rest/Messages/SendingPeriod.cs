using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Rest.Messages;

/// <summary>
/// The seconds within which messages are wanted. The history stands by time, so these are found there; a filter would look at every
/// message.
/// </summary>
/// <param name="First">The first second, included.</param>
/// <param name="Last">The last second, included.</param>
internal sealed record SendingPeriod(long First, long Last)
{
    private static readonly SendingPeriod All = new(long.MinValue, long.MaxValue);

    /// <summary>Takes what the conditions say about it, and gives back the others.</summary>
    public static (SendingPeriod Period, IReadOnlyList<FieldCondition<StoredMessage>> Others) Of(
        IReadOnlyList<FieldCondition<StoredMessage>> conditions)
    {
        var period = All;
        var others = new List<FieldCondition<StoredMessage>>();
        foreach (var condition in conditions)
        {
            if (Of(condition) is { } limits)
            {
                period = new SendingPeriod(Math.Max(period.First, limits.First), Math.Min(period.Last, limits.Last));
            }
            else
            {
                others.Add(condition);
            }
        }

        return (period, others);
    }

    /// <summary>Null when it is about something else, or not in the words of a period.</summary>
    private static SendingPeriod? Of(FieldCondition<StoredMessage> condition) =>
        condition is { Field.Path: [MessageJson.DateSent], Operand: JsonValue value }
        && JsonTime.Seconds(value.ToString()) is { } seconds && double.IsFinite(seconds)
            ? condition.Operator switch
            {
                "gte" => All with { First = (long)Math.Ceiling(seconds) },
                "gt" => All with { First = (long)Math.Floor(seconds) + 1 },
                "lte" => All with { Last = (long)Math.Floor(seconds) },
                "lt" => All with { Last = (long)Math.Ceiling(seconds) - 1 },
                "eq" => new SendingPeriod((long)Math.Ceiling(seconds), (long)Math.Floor(seconds)),
                _ => null,
            }
            : null;
}
