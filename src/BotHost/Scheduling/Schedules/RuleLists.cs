namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>
/// Keeps the lists of a recurrence rule small before Quartz reads it: it makes every combination of their values, so a few repeated ones would
/// take all memory.
/// </summary>
internal static class RuleLists
{
    private const int MaxCombinations = 2_000;

    /// <summary>Null when there are few.</summary>
    /// <param name="parts">Of the rule, by name.</param>
    public static string? Problem(IReadOnlyDictionary<string, string> parts)
    {
        var combinations = 1L;
        foreach (var (name, list) in parts.Where(part => part.Key.StartsWith("BY", StringComparison.OrdinalIgnoreCase)))
        {
            var values = list.Split(',').Select(Plain).ToList();
            if (values.Distinct(StringComparer.OrdinalIgnoreCase).Count() < values.Count)
            {
                return $"{name} has a value twice";
            }

            if (name.Equals("BYSECOND", StringComparison.OrdinalIgnoreCase) && values.Count > 1)
            {
                return "BYSECOND has several values, and the shortest interval is a minute";
            }

            combinations *= values.Count; // a rule is short: no overflow
        }

        return combinations > MaxCombinations
            ? $"its lists make {combinations} combinations, and may make {MaxCombinations}"
            : null;
    }

    /// <summary>"+01" and "1" are the same.</summary>
    private static string Plain(string value)
    {
        var text = value.Trim();
        var digits = text.TrimStart('+', '-').TrimStart('0');
        return text.StartsWith('-') ? $"-{digits}" : digits;
    }
}
