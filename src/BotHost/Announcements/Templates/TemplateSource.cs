using System.Text;

namespace BotPlatform.BotHost.Announcements.Templates;

/// <summary>A name of the source, and what it stands for.</summary>
/// <param name="Name">As it is in the source.</param>
/// <param name="Path">The placeholder; null for a text of its own.</param>
/// <param name="Text">What is written where the placeholder is nothing, or the text of its own; null for nothing.</param>
/// <param name="IsCondition">Whether it is asked for, and not written.</param>
/// <param name="IsNegated">Whether it is asked for the other way round.</param>
internal sealed record TemplateName(string Name, string? Path, string? Text, bool IsCondition, bool IsNegated);

/// <summary>
/// Writes what Handlebars compiles: the text as it is, and for each placeholder a name of our own. So no path of a stranger, no helper, no
/// partial and no member of a .NET type is ever looked up, and braces that are text stay text.
/// </summary>
internal sealed class TemplateSource
{
    private readonly StringBuilder _source = new();
    private readonly Dictionary<TemplateName, TemplateName> _names = [];
    private bool _isBehindTag;

    /// <summary>What was written.</summary>
    public string Text => _source.ToString();

    /// <summary>What its names stand for.</summary>
    public IReadOnlyCollection<TemplateName> Names => _names.Values;

    public void AddText(ReadOnlySpan<char> text)
    {
        if (_isBehindTag && text.Length - text.TrimStart('}').Length is > 0 and var braces)
        {
            AddOwn(text[..braces].ToString()); // three in a row would be taken for the end of another tag
            text = text[braces..];
        }

        _source.Append(text);
        _isBehindTag &= text.IsEmpty;
    }

    /// <summary>Adds what Handlebars would read in its own way.</summary>
    public void AddOwn(string text) => AddTag(NameOf(new("", null, text, false, false)));

    public void AddValue(string path, string? instead) => AddTag(NameOf(new("", path, instead, false, false)));

    /// <param name="word"><c>#if</c> or <c>else if</c>.</param>
    /// <param name="path">What is asked for.</param>
    /// <param name="isNegated">Whether it is asked for the other way round.</param>
    public void AddCondition(string word, string path, bool isNegated) =>
        AddTag($"{word} {NameOf(new("", path, null, true, isNegated))}");

    public void AddTag(string tag)
    {
        // A brace or a backslash right before it would belong to it.
        var kept = _source.Length;
        while (!_isBehindTag && kept > 0 && (_source[kept - 1] is '{' or '\\'))
        {
            kept--;
        }

        var joined = _source.ToString(kept, _source.Length - kept);
        _source.Length = kept;
        if (joined.Length > 0)
        {
            Append(NameOf(new("", null, joined, false, false)));
        }

        Append(tag);
    }

    private void Append(string tag)
    {
        _source.Append("{{").Append(tag).Append("}}");
        _isBehindTag = true;
    }

    private string NameOf(TemplateName name)
    {
        if (!_names.TryGetValue(name, out var known))
        {
            known = name with { Name = $"v{_names.Count}" };
            _names.Add(name, known);
        }

        return known.Name;
    }
}
