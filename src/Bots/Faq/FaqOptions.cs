using System.ComponentModel.DataAnnotations;
using BotPlatform.Bots.Settings;

namespace BotPlatform.Bots.Faq;

/// <summary>Section <c>Bots:faq</c>. Without <see cref="File"/> there is no such bot.</summary>
internal sealed class FaqOptions : IValidatableObject
{
    /// <summary>The Markdown file with questions and answers. Default none.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <summary>What the bot is called in groups, besides the account's user id. Default <c>faq</c>.</summary>
    public string Name { get; set; } = "faq";

    /// <summary>How near a question has to be to be answered, from 0 to 1. Default 0.6.</summary>
    [Range(0.1, 1)]
    public double Threshold { get; set; } = 0.6;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (WatchedFile<FaqIndex>.ProblemOf(File, FaqIndex.Parse) is { } problem)
        {
            yield return new ValidationResult($"{File} cannot be used. {problem}", [nameof(File)]);
        }
    }
}
