using System.Globalization;
using System.Text;

namespace BotPlatform.TestKit.Scripted;

/// <summary>A request as it came over the wire.</summary>
/// <param name="Line">The verb and the target: <c>GET /path?query</c>.</param>
/// <param name="Headers">By name, in any case.</param>
/// <param name="Bytes">The body, without the framing of chunks.</param>
public sealed record HttpAsked(string Line, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    /// <summary>The body as text.</summary>
    public string Body => Encoding.UTF8.GetString(Bytes);

    /// <summary>A header, or null when it is not there.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Reads the next request of a connection; null at its end.</summary>
    internal static async Task<HttpAsked?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var line = await ReadLineAsync(stream, cancellationToken);
        if (line.Length == 0)
        {
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await ReadLineAsync(stream, cancellationToken) is { Length: > 0 } header)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            headers[header[..colon]] = header[(colon + 1)..].Trim();
        }

        var body = headers.ContainsKey("Transfer-Encoding")
            ? await ReadChunksAsync(stream, cancellationToken)
            : await ReadBytesAsync(stream, int.Parse(headers.GetValueOrDefault("Content-Length", "0")), cancellationToken);
        return new HttpAsked(line[..line.LastIndexOf(' ')], headers, body);
    }

    private static async Task<byte[]> ReadChunksAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        int size;
        do
        {
            size = int.Parse(await ReadLineAsync(stream, cancellationToken), NumberStyles.HexNumber);
            body.Write(await ReadBytesAsync(stream, size, cancellationToken));
            await ReadLineAsync(stream, cancellationToken);
        }
        while (size > 0);

        return body.ToArray();
    }

    private static async Task<byte[]> ReadBytesAsync(Stream stream, int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    /// <summary>A line without its end; empty at the end of the connection too.</summary>
    private static async Task<string> ReadLineAsync(Stream stream, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, cancellationToken) == 1 && one[0] != '\n')
        {
            line.Append((char)one[0]);
        }

        return line.ToString().TrimEnd('\r');
    }
}
