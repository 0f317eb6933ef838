using System.Globalization;
using System.Text;

namespace BotPlatform.BotSdk.Testing;

/// <summary>Who said what in a test, in order. Failed tests show it.</summary>
public sealed class Transcript
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];

    internal Transcript()
    {
    }

    /// <summary>The lines so far. What people do begins with the time; what comes of it stands under it, indented.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    /// <inheritdoc />
    public override string ToString()
    {
        var text = new StringBuilder("What happened:\n");
        foreach (var line in Lines.DefaultIfEmpty("nothing"))
        {
            text.Append("  ").Append(line.ReplaceLineEndings("\n  " + Indent)).Append('\n');
        }

        return text.ToString();
    }

    internal void Begin(DateTimeOffset time, string line) =>
        Add(string.Create(CultureInfo.InvariantCulture, $"{time:HH:mm:ss}  {line}"));

    internal void Add(string line)
    {
        lock (_gate)
        {
            _lines.Add(line);
        }
    }

    internal void AddUnder(string line) => Add(Indent + line);

    private static string Indent { get; } = new(' ', 12);
}
