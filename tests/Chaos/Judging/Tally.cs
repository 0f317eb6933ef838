namespace BotPlatform.Chaos.Judging;

/// <summary>A message that somebody saw.</summary>
/// <param name="Id">Its id on the network.</param>
/// <param name="Dialog">Where.</param>
/// <param name="Number">Which message of the user it is, or answers.</param>
internal readonly record struct Seen(string Id, int Dialog, int Number);

/// <summary>What became of the messages of a conversation.</summary>
internal sealed record Tally
{
    /// <summary>Messages that no bot saw, or whose answer the user never saw.</summary>
    public required int Lost { get; init; }

    /// <summary>Messages too many that the bot was given.</summary>
    public required int DoubledToBot { get; init; }

    /// <summary>Answers too many that reached the user.</summary>
    public required int DoubledToUser { get; init; }

    /// <summary>Answers that came again under another id, so that no client can tell that they are the same.</summary>
    public required int Renamed { get; init; }

    /// <summary>Messages that the bot saw for the first time after a later one of the same dialog.</summary>
    public required int OutOfOrderToBot { get; init; }

    /// <summary>Answers that the user saw for the first time after a later one of the same dialog.</summary>
    public required int OutOfOrderToUser { get; init; }

    /// <summary>Both.</summary>
    public int OutOfOrder => OutOfOrderToBot + OutOfOrderToUser;

    /// <summary>Counts.</summary>
    /// <param name="written">What the user wrote: of each message its dialog and number, which grows.</param>
    /// <param name="byBot">What the bot was given, in order.</param>
    /// <param name="byUser">What the user's client was given, in order.</param>
    public static Tally Of(
        IReadOnlyCollection<(int Dialog, int Number)> written, IReadOnlyList<Seen> byBot, IReadOnlyList<Seen> byUser)
    {
        var bot = byBot.Select(Place).ToHashSet();
        var user = byUser.Select(Place).ToHashSet();
        return new Tally
        {
            Lost = written.Count(place => !bot.Contains(place) || !user.Contains(place)),
            DoubledToBot = byBot.Count - bot.Count,
            DoubledToUser = byUser.Count - user.Count,
            Renamed = byUser.Select(one => (one.Id, Place(one))).Distinct().Count() - user.Count,
            OutOfOrderToBot = Late(byBot).Count,
            OutOfOrderToUser = Late(byUser).Count,
        };
    }

    /// <summary>What somebody saw for the first time after a later one of the same dialog.</summary>
    public static IReadOnlyList<Seen> Late(IReadOnlyList<Seen> seen)
    {
        var (newest, known, late) = (new Dictionary<int, int>(), new HashSet<(int, int)>(), new List<Seen>());
        foreach (var one in seen.Where(one => known.Add(Place(one))))
        {
            if (newest.TryGetValue(one.Dialog, out var last) && one.Number < last)
            {
                late.Add(one);
            }
            else
            {
                newest[one.Dialog] = one.Number;
            }
        }

        return late;
    }

    private static (int Dialog, int Number) Place(Seen one) => (one.Dialog, one.Number);
}
