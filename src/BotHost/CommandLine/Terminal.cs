using System.Globalization;

namespace BotPlatform.BotHost.CommandLine;

/// <summary>What a terminal may be given.</summary>
internal static class Terminal
{
    /// <summary>A text without what would command the terminal: strangers have written it.</summary>
    public static string Printable(string text) => string.Create(text.Length, text, (written, read) =>
    {
        for (var i = 0; i < read.Length; i++)
        {
            written[i] = char.IsControl(read[i]) || char.GetUnicodeCategory(read[i]) == UnicodeCategory.Format ? ' ' : read[i];
        }
    });
}
