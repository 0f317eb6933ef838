namespace BotPlatform.BotSdk.Texts;

internal static class GermanTexts
{
    public static BotTexts Make() => new()
    {
        Language = "de",
        Text = "ein Text",
        YesOrNo = "yes oder no",
        WholeNumber = "eine ganze Zahl",
        WholeNumberBetween = "eine ganze Zahl von {0} bis {1}",
        Number = "eine Zahl wie 1.5",
        Guid = "eine GUID",
        Duration = "eine Dauer wie 10m oder 1h30m",
        Date = "ein Datum wie 2026-01-31",
        TimeOfDay = "eine Uhrzeit wie 15:04",
        Moment = "Datum und Uhrzeit wie 2026-01-31T15:04",
        User = "die Nummer eines Benutzers",
        Dialog = "die Nummer eines Dialogs",
        OneOf = "eines von {0}",
        OfKind = "ein Wert der Art {0}",
        Wrong = "{0} muss {1} sein; '{2}' ist das nicht.",
        Missing = "{0} fehlt: {1}.",
        TooMany = "'{0}' ist zu viel.",
        TooLong = "{0}: höchstens {1}.",
        Unclosed = "Ein Anführungszeichen wird nicht geschlossen; für das Zeichen selbst schreibe \\\".",
        LikeThis = "So: {0}",
        WhichOfThem = "Auf {0} folgt eines von diesen:",
        NotAllowed = "Entschuldigung, {0} steht dir hier nicht zu.",
        TooFast = "Das war etwas viel für mich. Bitte warte ein wenig.",
        AllCommands = "Ich verstehe diese Befehle:",
        NoSuchCommand = "Diesen Befehl gibt es nicht. !help zählt alle auf.",
        NotUnderstood = "Das habe ich nicht verstanden. !help zählt auf, was ich kann.",
        Optional = "{0} (kann fehlen)",
        Also = "Auch: {0}",
        Conversations = new ConversationTexts
        {
            CancelWords = ["!cancel", "!abbrechen"],
            Cancelled = "Abgebrochen.",
            NotUnderstood = "Das habe ich nicht verstanden. Bitte versuche es noch einmal.",
            TooLong = "Das ist zu lang. Bitte versuche es noch einmal.",
            GivenUp = "So wird das nichts. Bitte fange noch einmal an.",
            TimedOut = "Das hat zu lange gedauert; ich habe unser Gespräch beendet.",
            Changed = "Ich habe mich geändert, seit wir angefangen haben. Bitte fange noch einmal an.",
            Broken = "Bei mir ist etwas schiefgegangen. Bitte fange noch einmal an.",
        },
    };
}
