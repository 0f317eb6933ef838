namespace BotPlatform.Bots.Polls;

/// <summary>Numbers as emoji: 1️⃣ to 9️⃣, and 🔟.</summary>
internal static class Keycap
{
    /// <summary>The greatest number that there is an emoji for.</summary>
    public const int Max = 10;

    private const string Ten = "🔟";
    private const char EmojiStyle = '\uFE0F';
    private const char Enclosing = '\u20E3';

    /// <summary>The emoji of a number from 1 to <see cref="Max"/>.</summary>
    public static string Of(int number) => number == Max ? Ten : $"{number}{EmojiStyle}{Enclosing}";

    /// <summary>The number of an emoji, with or without its style; null for any other text.</summary>
    public static int? Read(string reaction) => reaction switch
    {
        Ten => Max,
        [>= '1' and <= '9', Enclosing] or [>= '1' and <= '9', EmojiStyle, Enclosing] => reaction[0] - '0',
        _ => null,
    };
}
