using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using BotPlatform.TestKit.Network;

namespace BotPlatform.TestKit.Scripted;

/// <summary>
/// An HTTP server on loopback that answers each request as a test tells it to, and keeps what was asked as it came over the wire.
/// </summary>
public sealed class ScriptedHttpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<HttpAsked, CancellationToken, Task<HttpAnswer>> _answer;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;

    /// <summary>Listens on a free port and answers at once.</summary>
    public ScriptedHttpServer(Func<HttpAsked, HttpAnswer> answer) : this((asked, _) => Task.FromResult(answer(asked)))
    {
    }

    /// <summary>Listens on a free port and answers when the script is done.</summary>
    public ScriptedHttpServer(Func<HttpAsked, CancellationToken, Task<HttpAnswer>> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>What was asked, in the order of arrival.</summary>
    public ConcurrentQueue<HttpAsked> Asked { get; } = new();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stopping.Token);
                socket.NoDelay = true;
                _connections.Add(ServeAsync(socket));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over: the listener is disposed, or does not listen any more.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var stream = new BufferedStream(new NetworkStream(socket, ownsSocket: false));
            while (await HttpAsked.ReadAsync(stream, _stopping.Token) is { } asked)
            {
                Asked.Enqueue(asked);
                var answer = await _answer(asked, _stopping.Token);
                await WriteAsync(stream, answer, _stopping.Token);
                if (answer.CutAfter is not null)
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client went away, or the test is over.
        }
        finally
        {
            socket.Reset();
        }
    }

    private static async Task WriteAsync(Stream stream, HttpAnswer answer, CancellationToken cancellationToken)
    {
        var head = new StringBuilder($"HTTP/1.1 {answer.Status} Scripted\r\n");
        foreach (var (name, value) in answer.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {answer.Body.Length}\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ToString()), cancellationToken);
        await stream.WriteAsync(answer.Body.AsMemory(0, answer.CutAfter ?? answer.Body.Length), cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }
}

/// <summary>What a scripted server answers.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The bytes of the body.</param>
public sealed record HttpAnswer(int Status, byte[] Body)
{
    /// <summary>Headers besides the length.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>After so many bytes of the body the connection is reset; null sends all of it.</summary>
    public int? CutAfter { get; init; }

    /// <summary>An answer with a text as its body.</summary>
    public static HttpAnswer Text(int status, string body = "") => new(status, Encoding.UTF8.GetBytes(body));
}
