using System.ComponentModel.DataAnnotations;
using BotPlatform.Bots.Settings;

namespace BotPlatform.Bots.Moderation;

/// <summary>Section <c>Bots:moderation</c>. Without words, a file of words or a limit there is no such bot.</summary>
internal sealed class ModerationOptions : IValidatableObject
{
    /// <summary>Words and phrases that are not welcome. Default none.</summary>
    public IReadOnlyList<string> Words { get; set; } = [];

    /// <summary>A file with more of them, one a line. Default none.</summary>
    public string WordsFile { get; set; } = "";

    /// <summary>How many messages a person may write in a group in <see cref="FloodTime"/>; 0, the default, is no limit.</summary>
    [Range(0, 1000)]
    public int FloodMessages { get; set; }

    /// <summary>The time of <see cref="FloodMessages"/>. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FloodTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>From which offence on the message is deleted; 0 never. Default 1.</summary>
    [Range(0, 100)]
    public int DeleteAt { get; set; } = 1;

    /// <summary>From which offence on the person is told; 0 never. Default 1.</summary>
    [Range(0, 100)]
    public int WarnAt { get; set; } = 1;

    /// <summary>From which offence on the moderators are told; 0 never. Default 3.</summary>
    [Range(0, 100)]
    public int ReportAt { get; set; } = 3;

    /// <summary>At which offence the account blocks the person; 0, the default, never.</summary>
    [Range(0, 100)]
    public int BlockAt { get; set; }

    /// <summary>How long an offence counts. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan RememberFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The dialogs of the moderators; a user's number is the 1-1 dialog with that user. Default none.</summary>
    public IReadOnlyList<string> ReportTo { get; set; } = [];

    /// <summary>Whether the network's own moderators are told, where it has some. Default true.</summary>
    public bool ReportToNetwork { get; set; } = true;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (WordsFile.Length > 0 && WatchedFile<WordFilter>.ProblemOf(WordsFile, WordFilter.Parse) is { } problem)
        {
            yield return new ValidationResult($"{WordsFile} cannot be used. {problem}", [nameof(WordsFile)]);
        }

        if (ReportTo.Any(string.IsNullOrWhiteSpace))
        {
            yield return new ValidationResult("a dialog has an id.", [nameof(ReportTo)]);
        }
    }
}
