using System.Text;
using System.Text.RegularExpressions;

namespace BotPlatform.BotHost.Storage.Parked;

/// <summary>
/// What is kept of a failure: no more than people read, only what a database takes, and without what looks like a secret, because a
/// bot's own libraries may put theirs into a message.
/// </summary>
internal static partial class FailureText
{
    private const int MaxSummary = 1_000;
    private const int MaxDetails = 16_000;
    private const string Hidden = "${before}***";

    /// <summary>Type and message.</summary>
    public static string SummaryOf(Exception error) => Clean($"{error.GetType().Name}: {error.Message}", MaxSummary);

    /// <summary>All causes, and where in the program they come from.</summary>
    public static string DetailsOf(Exception error) => Clean(error.ToString(), MaxDetails);

    private static string Clean(string text, int length)
    {
        text = text.Length <= 2 * length ? text : text[..(2 * length)]; // a failure may quote megabytes
        var hidden = Named().Replace(Bearer().Replace(InAddress().Replace(text, Hidden), Hidden), Hidden);
        return Storable(hidden.Length <= length ? hidden : $"{hidden.AsSpan(0, length - 1)}…");
    }

    // Half a character, or none, is nothing that a database takes.
    private static string Storable(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', ' ');

    // https://user:password@host
    [GeneratedRegex(@"(?<before>://[^\s/:@]*:)[^\s/@]+(?=@)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InAddress();

    [GeneratedRegex(@"\b(?<before>(?:Bearer|Basic)\s+)[\w.~+/=-]{6,}", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bearer();

    // Password=x; "api_key": "x"; cb-token: x
    [GeneratedRegex(
        """(?<before>(?:password|passwd|pwd|secret|token|credential|api[_-]?key|auth[_-]?key|authorization)["']?\s*[=:]\s*)(?:"[^"]*"|'[^']*'|[^\s;,&"'<>)}]+)""",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();
}
