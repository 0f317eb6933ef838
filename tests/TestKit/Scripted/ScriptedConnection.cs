using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BotPlatform.TestKit.Scripted;

/// <summary>
/// The server's side of one connection. It says exactly what a test tells it to, byte for byte, and reads only while a test
/// expects something: a server that accepts and never answers is one that is told nothing.
/// </summary>
public sealed class ScriptedConnection : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly Action _reset;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly char[] _characters = new char[64 * 1024];
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly ElementScanner _scanner = new();
    private readonly Queue<ScannedElement> _elements = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    // What was heard and not expected yet, and where in the whole stream it begins.
    private readonly StringBuilder _unread = new();
    private long _position;

    internal ScriptedConnection(Stream stream, Action reset)
    {
        _stream = stream;
        _reset = reset;
    }

    /// <summary>How many <c>r</c>, <c>a</c>, <c>message</c>, … the client has sent, as far as it was heard.</summary>
    public int Count(string element) => _counts.GetValueOrDefault(element);

    /// <summary>Sends text as UTF-8.</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends bytes as they are: also half a stanza, or what is no UTF-8.</summary>
    public async Task SendAsync(byte[] bytes) => await _stream.WriteAsync(bytes, TestTimeout.Token);

    /// <summary>Reads until the client has said this, and returns everything up to there.</summary>
    /// <exception cref="EndOfStreamException">The client closed before.</exception>
    public async Task<string> ExpectAsync(string text)
    {
        // What was searched once is not searched again: a client may say megabytes.
        for (var from = 0; ; from = Math.Max(0, _unread.Length - text.Length + 1), await HearAsync($"'{text}'"))
        {
            var index = _unread.ToString(from, _unread.Length - from).IndexOf(text, StringComparison.Ordinal);
            if (index >= 0)
            {
                return Take(from + index + text.Length);
            }
        }
    }

    /// <summary>
    /// Reads whole elements until one matches, and returns it as it was written. What came before it is dropped, except that
    /// <see cref="Count"/> has counted it.
    /// </summary>
    /// <param name="pattern">A regular expression, such as <c>^&lt;message .*&lt;body&gt;hi&lt;</c>.</param>
    /// <exception cref="EndOfStreamException">The client closed before.</exception>
    public async Task<string> ExpectElementAsync(string pattern)
    {
        var regex = new Regex(pattern, RegexOptions.Singleline, TimeSpan.FromSeconds(5));
        while (true)
        {
            var element = await NextElementAsync($"an element like '{pattern}'");
            if (regex.IsMatch(element))
            {
                return element;
            }
        }
    }

    /// <summary>The next element, whatever it is: a stanza, <c>&lt;r/&gt;</c>, a tag that opens or closes the stream.</summary>
    /// <exception cref="EndOfStreamException">The client closed before.</exception>
    public Task<string> NextElementAsync() => NextElementAsync("an element");

    /// <summary>Reads until the client closes, properly or not, and returns what it still said.</summary>
    public async Task<string> ExpectEndAsync()
    {
        try
        {
            while (await ReadAsync())
            {
            }
        }
        catch (IOException)
        {
            // A reset is an end, too.
        }

        return Take(_unread.Length);
    }

    /// <summary>Closes the socket. What the client has been sent arrives.</summary>
    public void Cut() => _stream.Dispose();

    /// <summary>Resets the connection (RST).</summary>
    public void Reset() => _reset();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<string> NextElementAsync(string what)
    {
        while (true)
        {
            while (_elements.TryDequeue(out var element))
            {
                // An element of which a part was expected as text is over.
                if (element.Start >= _position)
                {
                    Take((int)(element.Start - _position));
                    return Take((int)(element.End - element.Start));
                }
            }

            await HearAsync(what);
        }
    }

    private async Task HearAsync(string what)
    {
        if (!await ReadAsync())
        {
            throw new EndOfStreamException(string.Create(
                CultureInfo.InvariantCulture, $"The client closed before it said {what}. It said: {_unread}"));
        }
    }

    private async Task<bool> ReadAsync()
    {
        var count = await _stream.ReadAsync(_buffer, TestTimeout.Token);
        var characters = _decoder.GetChars(_buffer.AsSpan(0, count), _characters, flush: false);
        _unread.Append(_characters, 0, characters);
        foreach (var element in _scanner.Scan(_characters.AsSpan(0, characters)))
        {
            _elements.Enqueue(element);
            _counts[element.Name] = Count(element.Name) + 1;
        }

        return count > 0;
    }

    private string Take(int count)
    {
        var text = _unread.ToString(0, count);
        _unread.Remove(0, count);
        _position += count;
        return text;
    }
}
