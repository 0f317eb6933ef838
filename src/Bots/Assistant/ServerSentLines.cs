using System.Runtime.CompilerServices;
using System.Text;

namespace BotPlatform.Bots.Assistant;

/// <summary>Server-sent events whose data is one line, as chat endpoints stream them; no more of them than fits in memory.</summary>
internal static class ServerSentLines
{
    private const int MaxLine = 256 * 1024;
    private const int MaxTotal = 8 * 1024 * 1024;
    private const string Data = "data:";

    /// <summary>The data of each event.</summary>
    /// <exception cref="ChatFailureException">It is too much.</exception>
    public static async IAsyncEnumerable<string> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var buffer = new char[4096];
        var line = new StringBuilder();
        var total = 0;
        int count;
        while ((count = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            total += count;
            for (var i = 0; i < count; i++)
            {
                if (buffer[i] != '\n')
                {
                    line.Append(buffer[i]);
                }
                else if (Take(line) is { } data)
                {
                    yield return data;
                }
            }

            if (line.Length > MaxLine || total > MaxTotal)
            {
                throw new ChatFailureException(ChatFailureKind.Broken, "The endpoint says more than anybody could read.");
            }
        }

        if (Take(line) is { } last)
        {
            yield return last;
        }
    }

    private static string? Take(StringBuilder line)
    {
        var text = line.ToString().Trim();
        line.Clear();
        return text.StartsWith(Data, StringComparison.Ordinal) ? text[Data.Length..].Trim() : null;
    }
}
