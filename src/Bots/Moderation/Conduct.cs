using BotPlatform.BotSdk.State;

namespace BotPlatform.Bots.Moderation;

/// <summary>What the bot remembers of a person in a group.</summary>
/// <param name="Offences">When, the newest last.</param>
/// <param name="IsBlocked">Whether the account has blocked the person for them.</param>
internal sealed record Conduct(IReadOnlyList<DateTimeOffset> Offences, bool IsBlocked) : IVersionedState<Conduct>
{
    private const int MaxOffences = 200;

    /// <summary>Somebody who has done nothing.</summary>
    public static Conduct Clean { get; } = new([], IsBlocked: false);

    /// <inheritdoc />
    public static int Version => 1;

    /// <summary>The same with one offence more, and without those that count no longer.</summary>
    public Conduct With(DateTimeOffset offence, TimeSpan rememberFor) => this with
    {
        Offences = [.. Offences.Append(offence).Where(one => one > offence - rememberFor).TakeLast(MaxOffences)],
    };
}
