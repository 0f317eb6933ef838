namespace BotPlatform.Bots.Polls;

/// <summary>What the bot says, in English unless changed.</summary>
internal sealed record PollTexts
{
    public string LikeThis { get; init; } = "Like this: !poll \"Lunch?\" Pizza, Sushi, Salad";

    public string HowMany { get; init; } = $"A poll has 2 to {Keycap.Max} options, with commas between them.";

    public string TooLong { get; init; } = "That is too long: a question has 300 characters at most, an option 100.";

    public string Twins { get; init; } = "Two options are the same.";

    public string OneAtATime { get; init; } = "There is a poll already. !poll close ends it.";

    public string None { get; init; } = "There is no poll here. !poll \"QUESTION\" ONE, OTHER begins one.";

    public string Closed { get; init; } = "The poll is closed.";

    public string NotYours { get; init; } = "Who began the poll closes it, or an admin of this dialog.";

    public string NoSuchOption { get; init; } = "The options are 1 to {0}.";

    public string OneOnly { get; init; } = "You have one vote: !vote NUMBER.";

    public string Full { get; init; } = "The poll holds no more votes.";

    public string Noted { get; init; } = "Your vote: {0}.";

    public string TakenBack { get; init; } = "You have no vote any more.";

    public string HowTo { get; init; } = "Vote with !vote NUMBER, or react with the number.";

    public string HowToMultiple { get; init; } = "Vote with !vote NUMBER, or react with the numbers; you may choose several.";

    public string Voters { get; init; } = "Voters: {0}";

    public static PollTexts German { get; } = new()
    {
        LikeThis = "So: !poll \"Mittagessen?\" Pizza, Sushi, Salat",
        HowMany = $"Eine Umfrage hat 2 bis {Keycap.Max} Antworten, mit Kommas dazwischen.",
        TooLong = "Das ist zu lang: eine Frage hat höchstens 300 Zeichen, eine Antwort 100.",
        Twins = "Zwei Antworten sind gleich.",
        OneAtATime = "Es läuft schon eine Umfrage. !poll close beendet sie.",
        None = "Hier läuft keine Umfrage. !poll \"FRAGE\" EINS, ZWEI beginnt eine.",
        Closed = "Die Umfrage ist beendet.",
        NotYours = "Die Umfrage beendet, wer sie begonnen hat, oder ein Admin dieses Dialogs.",
        NoSuchOption = "Zur Wahl stehen 1 bis {0}.",
        OneOnly = "Du hast eine Stimme: !vote NUMMER.",
        Full = "Mehr Stimmen fasst die Umfrage nicht.",
        Noted = "Deine Stimme: {0}.",
        TakenBack = "Du hast keine Stimme mehr abgegeben.",
        HowTo = "Stimme mit !vote NUMMER ab, oder reagiere mit der Nummer.",
        HowToMultiple = "Stimme mit !vote NUMMER ab, oder reagiere mit den Nummern; mehrere sind möglich.",
        Voters = "Abgestimmt haben: {0}",
    };

    /// <summary>The texts in the language of the host.</summary>
    public static PollTexts In(string language) => language == "de" ? German : new();

    /// <summary>The message of a poll: numbered options with their votes.</summary>
    public string Show(Poll poll)
    {
        var options = poll.Options.Select((option, index) => $"{Keycap.Of(index + 1)} {option}{Votes(poll.Count(index + 1))}");
        var end = poll.IsClosed ? Closed : poll.IsMultiple ? HowToMultiple : HowTo;
        var voters = poll.Voters > 0 ? $"{string.Format(null, Voters, poll.Voters)}\n" : "";
        return $"📊 {poll.Question}\n{string.Join('\n', options)}\n{voters}{end}";
    }

    private static string Votes(int count) => count > 0 ? $": {count}" : "";
}
