using System.Globalization;
using BotPlatform.BotSdk.Commands.Arguments;

namespace BotPlatform.Bots.Reminders;

/// <summary>What the bot says, in English unless changed.</summary>
internal sealed record ReminderTexts
{
    public string LikeThis { get; init; } = "Like this: !remind us tomorrow 9:00 to water the plants, or !remind me in 20 minutes to call Bob.";

    public string NoText { get; init; } = "Of what shall I remind you?";

    public string Past { get; init; } = "That time has been.";

    public string TooFar { get; init; } = "That is too far away for me: five years at most.";

    public string TooLong { get; init; } = "That is too long.";

    public string Full { get; init; } = "I remember {0} things here already. !forget-reminder NUMBER makes room.";

    public string Noted { get; init; } = "Number {0}: {1}.";

    public string LeftOut { get; init; } = " The clocks are put forward then, and leave out the time that you said.";

    public string Twice { get; init; } = " The clocks are put back then: the first of the two times is meant.";

    public string None { get; init; } = "There are no reminders here.";

    public string NoSuch { get; init; } = "There is no reminder {0} here.";

    public string NotYours { get; init; } = "Only who wanted it takes it back, or an admin of this dialog.";

    public string Forgotten { get; init; } = "Forgotten: {0}.";

    public string Reminder { get; init; } = "⏰ {0}";

    public string Late { get; init; } = "⏰ {0} (this was for {1})";

    public string Zone { get; init; } = "Your time zone is {0}; it is {1} there. !timezone Europe/Berlin changes it.";

    public string NoZone { get; init; } = "'{0}' is no time zone. They are called as Europe/Berlin or America/New_York.";

    public string Again { get; init; } = ", and again";

    public string Culture { get; init; } = "ddd, yyyy-MM-dd HH:mm";

    public static ReminderTexts German { get; } = new()
    {
        LikeThis = "So: !remind uns morgen um 9 Uhr an das Gießen, oder !remind mich in 20 Minuten an Bob.",
        NoText = "Woran soll ich erinnern?",
        Past = "Diese Zeit ist schon vorbei.",
        TooFar = "Das ist mir zu weit weg: höchstens fünf Jahre.",
        TooLong = "Das ist zu lang.",
        Full = "Hier merke ich mir schon {0} Dinge. !forget-reminder NUMMER schafft Platz.",
        Noted = "Nummer {0}: {1}.",
        LeftOut = " Da werden die Uhren vorgestellt, und die genannte Zeit fällt aus.",
        Twice = " Da werden die Uhren zurückgestellt: gemeint ist die erste der beiden Zeiten.",
        None = "Hier gibt es keine Erinnerungen.",
        NoSuch = "Die Erinnerung {0} gibt es hier nicht.",
        NotYours = "Das kann nur zurücknehmen, wer es wollte, oder ein Admin dieses Dialogs.",
        Forgotten = "Vergessen: {0}.",
        Late = "⏰ {0} (das war für {1})",
        Zone = "Deine Zeitzone ist {0}; dort ist es {1}. !timezone Europe/Berlin ändert sie.",
        NoZone = "'{0}' ist keine Zeitzone. Sie heißen wie Europe/Berlin oder America/New_York.",
        Again = ", und wieder",
        Culture = "yyyy-MM-dd HH:mm",
    };

    /// <summary>The texts in the language of the host.</summary>
    public static ReminderTexts In(string language) => language == "de" ? German : new();

    /// <summary>What is wrong.</summary>
    public string Of(ReminderProblem problem) => problem switch
    {
        ReminderProblem.NoText => NoText,
        ReminderProblem.Past => Past,
        ReminderProblem.TooFar => TooFar,
        ReminderProblem.TooLong => TooLong,
        _ => LikeThis,
    };

    /// <summary>What is said of a clock that changes.</summary>
    public string Of(ClockChange change) => change switch
    {
        ClockChange.LeftOut => LeftOut,
        ClockChange.Twice => Twice,
        _ => "",
    };

    /// <summary>A moment by the clock of a zone.</summary>
    public string Show(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString(Culture, CultureInfo.InvariantCulture);

    /// <summary>A reminder on a line.</summary>
    public string Show(Reminder one, TimeZoneInfo zone) =>
        $"{Show(one.At, zone)} ({one.Zone}){(one.Repetition is null ? "" : Again)}: {ShownText.Of(one.Text, 80)}";
}
