using System.Globalization;

namespace BotPlatform.TestKit;

/// <summary>What the random points of a test follow from.</summary>
public static class Seeds
{
    /// <summary>The seed that an environment variable names, to repeat a failing run; otherwise a new one.</summary>
    public static int Of(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var seed) ? seed : Random.Shared.Next();
}
