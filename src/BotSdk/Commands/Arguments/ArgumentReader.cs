using BotPlatform.BotSdk.Texts;

namespace BotPlatform.BotSdk.Commands.Arguments;

/// <summary>Reads an argument; false when it is not written as such a value is.</summary>
internal delegate bool ReadArgument(string text, out object? value);

/// <summary>Says in a noun phrase what is wanted: "a whole number".</summary>
/// <param name="texts">In which words.</param>
/// <param name="refused">What was written instead; null when nothing was refused.</param>
internal delegate string DescribeArgument(BotTexts texts, string? refused);

/// <summary>How the arguments of one type are read.</summary>
internal sealed record ArgumentReader(DescribeArgument Describe, ReadArgument Read)
{
    /// <summary>The longest argument that is read as anything but a text; nobody writes a longer number.</summary>
    public const int MaxLength = 256;

    public static ArgumentReader Of<T>(Func<BotTexts, string> describe, TryParse<T> parse) => new(
        (texts, _) => describe(texts),
        Reading(parse));

    public static ReadArgument Reading<T>(TryParse<T> parse) => (string text, out object? value) =>
    {
        value = null;
        if (text.Length > MaxLength || !parse(text, out var parsed))
        {
            return false;
        }

        value = parsed;
        return true;
    };
}

/// <summary>What every type that can be read has.</summary>
internal delegate bool TryParse<T>(string text, out T? value);
