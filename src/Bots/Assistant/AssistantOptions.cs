using System.ComponentModel.DataAnnotations;

namespace BotPlatform.Bots.Assistant;

/// <summary>Section <c>Bots:assistant</c>. Without <see cref="Key"/> there is no such bot.</summary>
internal sealed class AssistantOptions : IValidatableObject
{
    /// <summary>The key of the endpoint; a secret. Any text for an endpoint that wants none. Default none.</summary>
    [Required]
    public string Key { get; set; } = "";

    /// <summary>Where the endpoint is, without <c>chat/completions</c>. Default OpenAI's.</summary>
    [Required]
    public Uri Endpoint { get; set; } = new("https://api.openai.com/v1/");

    /// <summary>Whether <see cref="Endpoint"/> may be <c>http://</c> on another machine. Default false.</summary>
    public bool AllowPlainHttp { get; set; }

    /// <summary>The model that answers.</summary>
    [Required(ErrorMessage = "say which model shall answer.")]
    public string Model { get; set; } = "";

    /// <summary>What the model is told before everything else.</summary>
    public string SystemPrompt { get; set; } = "You are a helpful assistant in a chat. Answer briefly, in plain text.";

    /// <summary>What the bot is called in groups, besides the account's user id. Default <c>assistant</c>.</summary>
    [Required]
    public string Name { get; set; } = "assistant";

    /// <summary>How many tokens an answer may have. Default 800.</summary>
    [Range(1, 100_000)]
    public int AnswerTokens { get; set; } = 800;

    /// <summary>How many questions with their answers are remembered for a dialog; 0 for none. Default 10.</summary>
    [Range(0, 100)]
    public int MemoryTurns { get; set; } = 10;

    /// <summary>How many tokens these may have together. Default 3,000.</summary>
    [Range(0, 12_000)]
    public int MemoryTokens { get; set; } = 3_000;

    /// <summary>How many tokens a dialog may use in a day (UTC), questions and answers. Default 50,000.</summary>
    [Range(1, int.MaxValue)]
    public int DailyTokens { get; set; } = 50_000;

    /// <summary>How long an answer may take; less than <c>Bus:HandlerTimeout</c>. Default 45 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>How often the message is edited while the answer grows; 0 shows it as a whole. Default 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan EditEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Endpoint.IsAbsoluteUri || (Endpoint.Scheme != Uri.UriSchemeHttps && Endpoint.Scheme != Uri.UriSchemeHttp))
        {
            yield return new ValidationResult("it is an address that begins with https://.", [nameof(Endpoint)]);
        }
        else if (Endpoint.Scheme == Uri.UriSchemeHttp && !Endpoint.IsLoopback && !AllowPlainHttp)
        {
            yield return new ValidationResult(
                "the key and all texts would go over the network for everybody to read: use https://, or set AllowPlainHttp.",
                [nameof(Endpoint)]);
        }
    }
}
