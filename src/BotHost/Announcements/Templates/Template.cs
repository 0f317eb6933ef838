namespace BotPlatform.BotHost.Announcements.Templates;

/// <summary>A text whose placeholders are filled in for one recipient after the other.</summary>
internal sealed class Template
{
    private readonly TemplateSource? _source;
    private readonly Lazy<Action<TextWriter, IReadOnlyDictionary<string, object>>> _write;
    private readonly string _text;

    private Template(string text, TemplateSource? source)
    {
        (_text, _source) = (text, source);
        _write = new(() => HandlebarsCompiler.Compile(source!.Text));
        Paths = source?.Names.Select(name => name.Path).OfType<string>().ToHashSet(StringComparer.Ordinal) ?? [];
    }

    /// <summary>The placeholders that it names.</summary>
    public IReadOnlySet<string> Paths { get; }

    /// <summary>Reads a text; one without placeholders costs nothing.</summary>
    /// <exception cref="TemplateException">It has a mistake.</exception>
    public static Template Parse(string text) =>
        new(text, text.Contains("{{", StringComparison.Ordinal) ? TemplateParser.Parse(text) : null);

    /// <summary>The text for one recipient.</summary>
    /// <param name="valueOf">What stands for a placeholder.</param>
    /// <param name="limit">How many characters it may have.</param>
    /// <returns>Null when it would have more.</returns>
    public string? Render(Func<string, PlaceholderValue> valueOf, int limit)
    {
        if (_source is null)
        {
            return _text.Length <= limit ? _text : null;
        }

        var values = new Dictionary<string, object>(_source.Names.Count, StringComparer.Ordinal);
        foreach (var name in _source.Names)
        {
            var value = name.Path is null ? PlaceholderValue.Nothing : valueOf(name.Path);
            values.Add(name.Name, name.IsCondition ? value.IsSomething != name.IsNegated : TextOf(name, value));
        }

        using var writer = new LimitedWriter(limit);
        _write.Value(writer, values);
        return writer.Result;
    }

    private static string TextOf(TemplateName name, PlaceholderValue value) =>
        name.Text is not null && value.Text.Length == 0 ? name.Text : value.Text;
}
