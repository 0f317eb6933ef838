using BotPlatform.BotSdk.Commands.Arguments;

namespace BotPlatform.BotHost.Announcements.Checks;

/// <summary>As many mistakes as people read, whatever was sent.</summary>
internal static class ProblemList
{
    private const int MaxProblems = 20;
    private const int MaxCharacters = 1_900; // with room for the last sentence
    private const int MaxOfOne = 800;

    /// <summary>The first ones, and how many more there are.</summary>
    public static IReadOnlyList<string> Short(IReadOnlyList<string> problems)
    {
        var (shown, characters) = (new List<string>(), 0);
        foreach (var problem in problems.Take(MaxProblems).Select(one => ShownText.Of(one, MaxOfOne)))
        {
            characters += problem.Length + 1;
            if (characters > MaxCharacters)
            {
                break;
            }

            shown.Add(problem);
        }

        return shown.Count == problems.Count ? shown : [.. shown, $"And {problems.Count - shown.Count} more."];
    }
}
