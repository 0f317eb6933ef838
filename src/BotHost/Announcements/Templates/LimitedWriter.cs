using System.Globalization;
using System.Text;

namespace BotPlatform.BotHost.Announcements.Templates;

/// <summary>Keeps what is written, up to a number of characters.</summary>
internal sealed class LimitedWriter(int limit) : TextWriter(CultureInfo.InvariantCulture)
{
    private readonly StringBuilder _text = new();
    private bool _isFull;

    public override Encoding Encoding => Encoding.Unicode;

    /// <summary>What was written; null when it was more.</summary>
    public string? Result => _isFull ? null : _text.ToString();

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        _isFull |= buffer.Length > limit - _text.Length;
        if (!_isFull)
        {
            _text.Append(buffer);
        }
    }
}
