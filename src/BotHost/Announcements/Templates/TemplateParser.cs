using System.Text.RegularExpressions;
using BotPlatform.BotHost.Webhooks;

namespace BotPlatform.BotHost.Announcements.Templates;

/// <summary>Reads a text with placeholders, and finds every mistake before it is compiled.</summary>
internal sealed partial class TemplateParser
{
    private const int MaxTags = 1_000;
    private const int MaxDepth = 20;
    private const string Forms =
        "{{name}}, {{default name \"text\"}}, {{#if name}}…{{else}}…{{/if}} and {{#unless name}}…{{/unless}} may stand there; "
        + "\\{{ writes the braces themselves";

    private readonly string _text;
    private readonly TemplateSource _source = new();
    private readonly Stack<Block> _open = new();
    private int _tags;

    private TemplateParser(string text) => _text = text;

    /// <exception cref="TemplateException">It has a mistake.</exception>
    public static TemplateSource Parse(string text)
    {
        var parser = new TemplateParser(text);
        parser.ReadAll();
        return parser._source;
    }

    private void ReadAll()
    {
        var at = 0;
        while (_text.IndexOf("{{", at, StringComparison.Ordinal) is >= 0 and var open)
        {
            var slashes = open - at - _text.AsSpan(at, open - at).TrimEnd('\\').Length;
            if (slashes == 1)
            {
                Count(open);
                _source.AddText(_text.AsSpan(at, open - at - 1));
                _source.AddOwn("{{");
                at = open + 2;
                continue;
            }

            _source.AddText(_text.AsSpan(at, open - at - (slashes > 1 ? 1 : 0))); // \\{{ is a backslash before a tag
            at = ReadTag(open);
        }

        _source.AddText(_text.AsSpan(at));
        if (_open.TryPeek(out var block))
        {
            throw Mistake(block.At, $"{{{{#{block.Word} …}}}} has no {{{{/{block.Word}}}}}.");
        }
    }

    /// <returns>Where the text goes on.</returns>
    private int ReadTag(int open)
    {
        Count(open);
        var braces = _text.AsSpan(open).IndexOfAnyExcept('{') is var count and >= 0 ? count : _text.Length - open;
        var ending = new string('}', braces);
        var start = open + braces;
        var close = _text.IndexOf(ending, start, StringComparison.Ordinal);
        if (braces > 3 || close < 0)
        {
            throw Mistake(open, $"what begins with '{StrictJson.Shown(_text[open..])}' does not end as it should; {Forms}.");
        }

        Read(_text[start..close].Trim(), open);
        return close + braces;
    }

    private void Count(int at)
    {
        if (++_tags > MaxTags)
        {
            throw Mistake(at, $"a text may have at most {MaxTags} placeholders.");
        }
    }

    private void Read(string tag, int at)
    {
        if (Value().Match(tag) is { Success: true } value)
        {
            _source.AddValue(Known(value.Groups["path"].Value, at), null);
        }
        else if (Default().Match(tag) is { Success: true } other)
        {
            _source.AddValue(
                Known(other.Groups["path"].Value, at), Escape().Replace(other.Groups["text"].Value[1..^1], "${kept}"));
        }
        else if (Beginning().Match(tag) is { Success: true } beginning)
        {
            Begin(beginning.Groups["word"].Value, beginning.Groups["path"].Value, at);
        }
        else if (Else().Match(tag) is { Success: true } otherwise)
        {
            Turn(otherwise.Groups["path"], at);
        }
        else if (tag.StartsWith('/'))
        {
            End(tag[1..].Trim(), at);
        }
        else
        {
            throw Mistake(at, $"'{StrictJson.Shown($"{{{{{tag}}}}}")}' is no placeholder; {Forms}.");
        }
    }

    private void Begin(string word, string path, int at)
    {
        if (_open.Count == MaxDepth)
        {
            throw Mistake(at, $"at most {MaxDepth} conditions may stand in each other.");
        }

        _open.Push(new Block(word, at, HasElse: false));
        _source.AddCondition("#if", Known(path, at), isNegated: word == "unless");
    }

    private void Turn(Group path, int at)
    {
        if (!_open.TryPop(out var block))
        {
            throw Mistake(at, "{{else}} stands in no {{#if …}}.");
        }

        if (block.HasElse)
        {
            throw Mistake(at, $"the {{{{#{block.Word} …}}}} has an {{{{else}}}} already.");
        }

        _open.Push(block with { HasElse = !path.Success });
        if (path.Success)
        {
            _source.AddCondition("else if", Known(path.Value, at), isNegated: false);
        }
        else
        {
            _source.AddTag("else");
        }
    }

    private void End(string word, int at)
    {
        if (!_open.TryPop(out var block) || block.Word != word)
        {
            throw Mistake(at, $"'{{{{/{StrictJson.Shown(word)}}}}}' ends nothing that is open.");
        }

        _source.AddTag("/if");
    }

    private string Known(string path, int at) => Placeholders.IsKnown(path) ? path
        : throw Mistake(
            at,
            $"'{{{{{StrictJson.Shown(path)}}}}}' is no placeholder"
            + (Placeholders.Nearest(path) is { } near ? $": did you mean {{{{{near}}}}}? " : ". ")
            + $"Known are {Placeholders.Known}.");

    private TemplateException Mistake(int at, string problem) => TemplateException.At(_text, at, problem);

    private readonly record struct Block(string Word, int At, bool HasElse);

    [GeneratedRegex(@"^(?<path>(?!else$)[\w.-]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Value();

    [GeneratedRegex(
        """^default\s+(?<path>[\w.-]+)\s+(?<text>"(?:[^"\\]|\\["\\])*"|'(?:[^'\\]|\\['\\])*')$""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Default();

    [GeneratedRegex(@"^#\s*(?<word>if|unless)\s+(?<path>[\w.-]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"^else(?:\s+if\s+(?<path>[\w.-]+))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Else();

    [GeneratedRegex(@"\\(?<kept>.)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}
