using System.Net;
using System.Net.Sockets;
using System.Text;
using BotPlatform.TestKit;

namespace BotPlatform.Xmpp.Tests.Streams;

/// <summary>A server that says exactly what a test tells it to, byte for byte, on one connection.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly StringBuilder _seen = new();
    private NetworkStream? _stream;

    public ScriptedServer() => _listener.Start();

    public const string Header =
        "<?xml version='1.0'?><stream:stream from='localhost' id='s1' version='1.0' xmlns='jabber:client' "
        + "xmlns:stream='http://etherx.jabber.org/streams'>";

    public XmppClientOptions Options => new()
    {
        Server = new Uri($"xmpp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"),
        Host = "localhost",
        Username = "bot",
        Password = "secret",
        KeepAliveInterval = TimeSpan.Zero,
        PingInterval = TimeSpan.Zero,
    };

    public async Task AcceptAsync()
    {
        var client = await _listener.AcceptTcpClientAsync(TestTimeout.Token);
        client.NoDelay = true;
        _stream = client.GetStream();
    }

    public async Task SendAsync(string text) => await SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes) => await _stream!.WriteAsync(bytes, TestTimeout.Token);

    /// <summary>Reads until the client has said this, and returns everything up to there.</summary>
    public async Task<string> ExpectAsync(string text)
    {
        while (true)
        {
            var all = _seen.ToString();
            var index = all.IndexOf(text, StringComparison.Ordinal);
            if (index >= 0)
            {
                _seen.Remove(0, index + text.Length);
                return all[..(index + text.Length)];
            }

            var count = await _stream!.ReadAsync(_buffer, TestTimeout.Token);
            if (count == 0)
            {
                throw new EndOfStreamException($"The client closed before it said '{text}'. It said: {all}");
            }

            _seen.Append(Encoding.UTF8.GetString(_buffer, 0, count));
        }
    }

    /// <summary>Plays a login by PLAIN, up to a bound address.</summary>
    public async Task LogInAsync(bool streamManagement = false)
    {
        await AcceptAsync();
        await ExpectAsync("<stream:stream");
        await SendAsync(Header + "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
            + "<mechanism>PLAIN</mechanism></mechanisms></stream:features>");
        await ExpectAsync("</auth>");
        await SendAsync("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        await ExpectAsync("<stream:stream");
        var sm = streamManagement ? "<sm xmlns='urn:xmpp:sm:3'/>" : "";
        await SendAsync(Header + $"<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>{sm}</stream:features>");
        await ExpectAsync("</iq>");
        await SendAsync("<iq type='result' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
            + "<jid>bot@localhost/r1</jid></bind></iq>");
        if (streamManagement)
        {
            await ExpectAsync("<enable xmlns=\"urn:xmpp:sm:3\"/>");
            await SendAsync("<enabled xmlns='urn:xmpp:sm:3'/>");
        }
    }

    public void Cut() => _stream!.Dispose();

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        if (_stream is not null)
        {
            await _stream.DisposeAsync();
        }
    }
}
