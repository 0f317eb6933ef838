using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using BotPlatform.Sandbox.Chat.Streams;
using BotPlatform.Xmpp.Transport;
using Microsoft.Extensions.Logging;

namespace BotPlatform.Sandbox.Chat;

/// <summary>Accepts chat connections: over TCP itself, over WebSocket from the web server.</summary>
internal sealed partial class ChatServer(ChatContext context, ILogger<ChatServer> logger) : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<ITransport, (Task Serving, Action Cut)> _connections = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private Task _accepting = Task.CompletedTask;

    /// <summary>Where it listens, after <see cref="Start"/>.</summary>
    public int Port { get; private set; }

    /// <summary>Starts to listen for TCP.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    public void Start()
    {
        try
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, context.Options.XmppPort));
            _listener.Listen();
        }
        catch (SocketException e)
        {
            throw new IOException(
                $"The sandbox cannot listen on 127.0.0.1:{context.Options.XmppPort} for XMPP ({e.Message}); "
                + "set Sandbox:XmppPort to another port, or to 0 for a free one.", e);
        }

        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Serves one connection and returns when it has ended.</summary>
    /// <param name="transport">The connection, which is closed in the end.</param>
    /// <param name="cut">Drops it at once, without a word, from whatever thread.</param>
    public async Task ServeAsync(ITransport transport, Action cut)
    {
        await using (transport)
        {
            if (_connections.Count >= context.Options.MaxConnections || _stopping.IsCancellationRequested)
            {
                LogFull(context.Options.MaxConnections);
                return;
            }

            // Known before it is served: whoever has an answer can be cut.
            var served = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _connections[transport] = (served.Task, cut);
            await RunAsync(transport, cut);
            _connections.TryRemove(transport, out _);
            served.SetResult();
        }
    }

    /// <summary>Closes all streams properly; those that do not react within seconds are cut.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        try
        {
            await Task.WhenAll(_connections.Values.Select(c => c.Serving)).WaitAsync(StopTimeout, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            CutAll();
        }

        context.Resumables.EndAll();
    }

    /// <summary>Drops all connections without a word.</summary>
    public void CutAll()
    {
        foreach (var (_, cut) in _connections.Values)
        {
            cut();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptAsync(_stopping.Token);

                // Not awaited here: it never fails, and StopAsync waits for what it runs.
                _ = ServeAsync(TcpTransport.From(socket), cut: () => socket.Close(timeout: 0));
            }
            catch (SocketException e)
            {
                LogNotAccepted(e.SocketErrorCode);   // the client was gone before we looked
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task RunAsync(ITransport transport, Action cut)
    {
        try
        {
            await new ChatConnection(context, transport, cut, logger).RunAsync(_stopping.Token);
        }
        catch (Exception e)
        {
            LogFailed(e);   // one connection's fault is nobody else's
        }
    }

    [LoggerMessage(LogLevel.Warning, "A chat connection was refused: there are {Limit} already (Sandbox:MaxConnections).")]
    private partial void LogFull(int limit);

    [LoggerMessage(LogLevel.Debug, "A chat connection was gone before it was accepted: {Error}.")]
    private partial void LogNotAccepted(SocketError error);

    [LoggerMessage(LogLevel.Error, "A chat connection failed.")]
    private partial void LogFailed(Exception error);
}
