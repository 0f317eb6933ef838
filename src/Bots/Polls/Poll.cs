using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Polls;

/// <summary>A poll and the votes that it has, as the bot remembers it for a dialog.</summary>
/// <param name="Question">What is asked.</param>
/// <param name="Options">What can be chosen: the first is number 1.</param>
/// <param name="IsMultiple">Whether a person may choose several.</param>
/// <param name="Author">Whose poll it is.</param>
/// <param name="MessageId">The network's id of the message that shows it.</param>
internal sealed record Poll(string Question, IReadOnlyList<string> Options, bool IsMultiple, UserRef Author, string MessageId)
    : IVersionedState<Poll>
{
    /// <inheritdoc />
    public static int Version => 1;

    /// <summary>Whether votes count no longer.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Whether the network refused to change the message.</summary>
    public bool IsFixed { get; init; }

    /// <summary>The choices of each person by id, the last one last.</summary>
    public IReadOnlyDictionary<string, int[]> Choices { get; init; } = new Dictionary<string, int[]>();

    /// <summary>How many have voted.</summary>
    public int Voters => Choices.Count;

    /// <summary>How many votes an option has. Where a person has one vote, the last choice is it.</summary>
    public int Count(int option) => Choices.Values.Count(one => IsMultiple ? one.Contains(option) : one[^1] == option);

    /// <summary>Whether there is such an option.</summary>
    public bool Has(int option) => option >= 1 && option <= Options.Count;

    /// <summary>Somebody chooses an option. Choosing again changes nothing but that it is the last choice.</summary>
    public Poll Choose(UserRef user, int option) => WithChoices(user, [.. ChoicesOf(user).Where(one => one != option), option]);

    /// <summary>Somebody takes a choice back; the one before it counts again.</summary>
    public Poll TakeBack(UserRef user, int option) => WithChoices(user, [.. ChoicesOf(user).Where(one => one != option)]);

    /// <summary>Somebody takes every choice back.</summary>
    public Poll TakeBack(UserRef user) => WithChoices(user, []);

    /// <summary>Counts reactions with numbers; others mean nothing.</summary>
    public Poll React(UserRef user, IEnumerable<string> added, IEnumerable<string> removed)
    {
        var poll = removed.Select(Keycap.Read).OfType<int>().Where(Has).Aggregate(this, (one, option) => one.TakeBack(user, option));
        return added.Select(Keycap.Read).OfType<int>().Where(Has).Aggregate(poll, (one, option) => one.Choose(user, option));
    }

    private int[] ChoicesOf(UserRef user) => Choices.GetValueOrDefault(user.Id, []);

    private Poll WithChoices(UserRef user, int[] choices)
    {
        var all = Choices.Where(one => one.Key != user.Id).ToDictionary();
        if (choices.Length > 0)
        {
            all.Add(user.Id, choices);
        }

        return this with { Choices = all };
    }
}
