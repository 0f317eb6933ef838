namespace BotPlatform.BotHost.Announcements.Templates;

/// <summary>A text with placeholders that is none; says where and why.</summary>
internal sealed class TemplateException(string message) : Exception(message)
{
    /// <param name="text">The whole text.</param>
    /// <param name="at">Where the mistake is.</param>
    /// <param name="problem">What it is, in a sentence.</param>
    public static TemplateException At(string text, int at, string problem)
    {
        var before = text.AsSpan(0, at);
        var line = before.Count('\n') + 1;
        var column = at - before.LastIndexOf('\n');
        return new TemplateException($"line {line}, column {column}: {problem}");
    }
}
