using HandlebarsDotNet;

namespace BotPlatform.BotHost.Announcements.Templates;

/// <summary>The only place that knows Handlebars: its assembly is loaded when the first text with placeholders is.</summary>
internal static class HandlebarsCompiler
{
    private static readonly Lock Gate = new();
    private static readonly IHandlebars Engine = Handlebars.Create(new HandlebarsConfiguration
    {
        NoEscape = true, // it is chat text, and no web page
        PartialTemplateResolver = null!, // the usual one reads files
    });

    /// <summary>What writes a source with values under its names.</summary>
    public static Action<TextWriter, IReadOnlyDictionary<string, object>> Compile(string source)
    {
        HandlebarsTemplate<TextWriter, object, object> template;
        lock (Gate)
        {
            using var reader = new StringReader(source);
            template = Engine.Compile(reader);
        }

        return (writer, values) => template(writer, values);
    }
}
