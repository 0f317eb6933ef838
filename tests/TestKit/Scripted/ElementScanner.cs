using System.Text;

namespace BotPlatform.TestKit.Scripted;

/// <summary>One element directly inside the stream, or the tag that opens or closes the stream, and where it ends.</summary>
internal readonly record struct ScannedElement(string Name, long Start, long End);

/// <summary>
/// Finds the elements of an XML stream in text that comes in pieces. It knows tags and quotes and no more: enough for what a
/// correct client says, and no parser that could share a mistake with the one under test.
/// </summary>
internal sealed class ElementScanner
{
    private readonly StringBuilder _tag = new();
    private long _position;
    private long _start;
    private int _depth;
    private char _quote;
    private bool _isInTag;

    public List<ScannedElement> Scan(ReadOnlySpan<char> text)
    {
        var found = new List<ScannedElement>();
        foreach (var c in text)
        {
            if (!_isInTag)
            {
                if (c == '<')
                {
                    _isInTag = true;
                    _tag.Clear();
                    _start = _depth == 0 ? _position : _start;
                }
            }
            else if (_quote != '\0')
            {
                _quote = c == _quote ? '\0' : _quote;
                _tag.Append(c);
            }
            else if (c == '>')
            {
                _isInTag = false;
                EndTag(found);
            }
            else
            {
                _quote = c is '"' or '\'' ? c : '\0';
                _tag.Append(c);
            }

            _position++;
        }

        return found;
    }

    private void EndTag(List<ScannedElement> found)
    {
        var tag = _tag.ToString();
        var name = tag.TrimStart('/').Split(' ', '/', '\t', '\n', '\r')[0];
        if (tag.StartsWith('?'))
        {
            return;
        }

        if (name != "stream:stream")
        {
            _depth += tag.StartsWith('/') ? -1 : tag.EndsWith('/') ? 0 : 1;
        }

        if (_depth == 0)
        {
            found.Add(new ScannedElement(tag == "/stream:stream" ? tag : name, _start, _position + 1));
        }
    }
}
