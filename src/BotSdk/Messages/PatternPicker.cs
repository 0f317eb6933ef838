using System.Text.RegularExpressions;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Messages;

/// <summary>Picks messages by a regular expression.</summary>
internal sealed class PatternPicker : MessagePicker
{
    /// <summary>How long a pattern may take for one message.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(100);

    private readonly Regex _pattern;

    public PatternPicker(string bot, string pattern, Delegate handler)
        : this(bot, Make(bot, pattern), handler)
    {
    }

    public PatternPicker(string bot, Regex pattern, Delegate handler)
        : base(handler, $"The pattern '{pattern}' of the bot '{bot}'", typeof(Match))
    {
        _pattern = pattern.MatchTimeout == Regex.InfiniteMatchTimeout
            ? new Regex(pattern.ToString(), pattern.Options & ~RegexOptions.Compiled, TimeLimit)
            : pattern;
        Find("a"); // the first match of a process takes its time, which shall not be that of the first message
    }

    public override object? Pick(MessageReceived message) => Find(message.Text);

    private Match? Find(string text)
    {
        try
        {
            return _pattern.Match(text) is { Success: true } match ? match : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null; // somebody has written what the pattern cannot cope with; the other messages wait
        }
    }

    private static Regex Make(string bot, string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeLimit);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, TimeLimit); // it looks back or ahead
        }
        catch (ArgumentException error)
        {
            throw new BotDefinitionException($"The bot '{bot}' has the pattern '{pattern}', which is none: {error.Message}");
        }
    }
}
