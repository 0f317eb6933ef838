using System.Globalization;

namespace BotPlatform.BotSdk.Texts;

/// <summary>
/// What the SDK itself says to people in chats, in English unless changed. <c>{0}</c> and the like are filled in; a text may leave them
/// out.
/// </summary>
public sealed record BotTexts
{
    /// <summary>The texts in English.</summary>
    public static BotTexts English { get; } = new();

    /// <summary>The texts in German.</summary>
    public static BotTexts German { get; } = GermanTexts.Make();

    /// <summary>The language, as <c>en</c>: which of a command's descriptions is taken.</summary>
    public string Language { get; init; } = "en";

    /// <summary>What an argument that is any text is called.</summary>
    public string Text { get; init; } = "a text";

    /// <summary>What a <see cref="bool"/> is called.</summary>
    public string YesOrNo { get; init; } = "yes or no";

    /// <summary>What an integer is called.</summary>
    public string WholeNumber { get; init; } = "a whole number";

    /// <summary>What an integer is called when one beyond the limits was written.</summary>
    public string WholeNumberBetween { get; init; } = "a whole number from {0} to {1}";

    /// <summary>What a number with decimals is called.</summary>
    public string Number { get; init; } = "a number such as 1.5";

    /// <summary>What a <see cref="System.Guid"/> is called.</summary>
    public string Guid { get; init; } = "a GUID";

    /// <summary>What a <see cref="TimeSpan"/> is called.</summary>
    public string Duration { get; init; } = "a time such as 10m or 1h30m";

    /// <summary>What a <see cref="DateOnly"/> is called.</summary>
    public string Date { get; init; } = "a date such as 2026-01-31";

    /// <summary>What a <see cref="TimeOnly"/> is called.</summary>
    public string TimeOfDay { get; init; } = "a time of day such as 15:04";

    /// <summary>What a <see cref="DateTimeOffset"/> is called.</summary>
    public string Moment { get; init; } = "a date and time such as 2026-01-31T15:04";

    /// <summary>What a user is called.</summary>
    public string User { get; init; } = "a user id";

    /// <summary>What a dialog is called.</summary>
    public string Dialog { get; init; } = "a dialog id";

    /// <summary>What an enum is called; {0} is the list of its names.</summary>
    public string OneOf { get; init; } = "one of {0}";

    /// <summary>What a value of another type is called; {0} is the name of the type.</summary>
    public string OfKind { get; init; } = "a value of the kind {0}";

    /// <summary>An argument of the wrong kind: {0} the parameter, {1} what is wanted, {2} what was written.</summary>
    public string Wrong { get; init; } = "{0} must be {1}, and '{2}' is none.";

    /// <summary>An argument that is not there: {0} the parameter, {1} what is wanted.</summary>
    public string Missing { get; init; } = "{0} is missing: {1}.";

    /// <summary>An argument too many: {0} the first that is.</summary>
    public string TooMany { get; init; } = "'{0}' is too much.";

    /// <summary>A list that is too long: {0} the parameter, {1} how many there may be.</summary>
    public string TooLong { get; init; } = "{0} may be {1} at most.";

    /// <summary>A quote that was opened and not closed.</summary>
    public string Unclosed { get; init; } = "A quote is opened and not closed; write \\\" where you mean the character.";

    /// <summary>How a command is written: {0} its syntax.</summary>
    public string LikeThis { get; init; } = "Like this: {0}";

    /// <summary>A group of commands without one of its commands: {0} the group.</summary>
    public string WhichOfThem { get; init; } = "{0} is followed by one of these:";

    /// <summary>Somebody may not use a command: {0} the command.</summary>
    public string NotAllowed { get; init; } = "Sorry, {0} is not for you here.";

    /// <summary>Somebody writes more than a limit allows. Said once in the time of the limit.</summary>
    public string TooFast { get; init; } = "That was a bit much for me. Please wait a little.";

    /// <summary>Stands before the list of all commands.</summary>
    public string AllCommands { get; init; } = "I understand these commands:";

    /// <summary>Somebody asks for help with what is no command, or none for them.</summary>
    public string NoSuchCommand { get; init; } = "There is no such command. !help lists all of them.";

    /// <summary>For who writes alone what nobody understands.</summary>
    public string NotUnderstood { get; init; } = "I did not understand that. !help lists what I can do.";

    /// <summary>What is said of a parameter that may be left out: {0} what it is.</summary>
    public string Optional { get; init; } = "{0} (may be left out)";

    /// <summary>Other names of a command: {0} a list.</summary>
    public string Also { get; init; } = "Also: {0}";

    /// <summary>What is said in conversations besides the questions.</summary>
    public ConversationTexts Conversations { get; init; } = new();

    /// <summary>The texts of a culture, or else of its language; null when there are none.</summary>
    /// <param name="culture">As <c>de-AT</c>, in any case.</param>
    public static BotTexts? Find(string culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        return culture.Split('-', '_')[0].ToLowerInvariant() switch
        {
            "en" => English,
            "de" => German,
            _ => null,
        };
    }

    internal static string Fill(string text, params object?[] values) =>
        string.Format(CultureInfo.InvariantCulture, text, values);
}
