using System.Text;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Assistant;

/// <summary>Shows an answer while it grows.</summary>
internal interface IAnswerDisplay
{
    /// <summary>The answer has begun.</summary>
    Task BeginAsync(CancellationToken cancellationToken);

    /// <summary>This much of it is there.</summary>
    Task GrowAsync(StringBuilder text, CancellationToken cancellationToken);

    /// <summary>This is all of it.</summary>
    Task EndAsync(string text, CancellationToken cancellationToken);
}

/// <summary>Shows "is typing" while the answer grows, and then all of it.</summary>
internal sealed class WholeAnswer(MessageReceived message, IBotContext context) : IAnswerDisplay
{
    public Task BeginAsync(CancellationToken cancellationToken) => context.TypingAsync(message, cancellationToken);

    public Task GrowAsync(StringBuilder text, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task EndAsync(string text, CancellationToken cancellationToken) => context.ReplyAsync(message, text, cancellationToken);
}

/// <summary>What a model says, fit for a chat.</summary>
internal static class AnswerText
{
    /// <summary>How many characters are shown.</summary>
    public const int MaxLength = 10_000;

    /// <summary>Without what a message cannot carry, and not longer than somebody would read.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var rune in text.Trim().EnumerateRunes())
        {
            if (clean.Length >= MaxLength)
            {
                return clean.Append('…').ToString();
            }

            if (rune.Value is '\n' or '\t' || (!Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF or 0xFFFD)))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString().Trim();
    }
}
