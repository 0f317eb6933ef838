using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests;

/// <summary>A chat client that knows no XMPP: bytes out, bytes in.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    public const string Header =
        "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
        + "to='localhost' version='1.0'>";

    private readonly TcpClient _tcp = new();
    private readonly StringBuilder _received = new();
    private Stream _stream = Stream.Null;

    public string Jid { get; private set; } = "";

    public static async Task<RawClient> ConnectAsync(SandboxServer sandbox)
    {
        var client = new RawClient();
        await client._tcp.ConnectAsync(sandbox.XmppUri.Host, sandbox.XmppUri.Port, TestTimeout.Token);
        client._stream = client._tcp.GetStream();
        return client;
    }

    /// <summary>Opens the stream and reads the features.</summary>
    public static async Task<RawClient> OpenAsync(SandboxServer sandbox)
    {
        var client = await ConnectAsync(sandbox);
        await client.SendAsync(Header);
        await client.ReadUntilAsync("</stream:features>");
        return client;
    }

    /// <summary>Signs in with PLAIN and binds a resource, but is not available yet.</summary>
    public static async Task<RawClient> BindAsync(SandboxServer sandbox, int userId, string? password = null, string resource = "")
    {
        var client = await OpenAsync(sandbox);
        await client.AuthenticatePlainAsync(userId, password);
        await client.ReadUntilAsync("<success xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"/>");
        await client.BindAsync(resource);
        return client;
    }

    /// <summary>Signs in, binds and says that it is there.</summary>
    public static async Task<RawClient> SignInAsync(SandboxServer sandbox, int userId, string resource = "")
    {
        var client = await BindAsync(sandbox, userId, resource: resource);
        await client.SendAsync("<presence/>");
        await client.ReadUntilAsync("<presence ");
        await client.ReadUntilAsync("/>");
        return client;
    }

    /// <summary>Signs in and opens the stream that a resource could be bound on, or a session be resumed.</summary>
    public static async Task<RawClient> AuthenticateAsync(SandboxServer sandbox, int userId)
    {
        var client = await OpenAsync(sandbox);
        await client.AuthenticatePlainAsync(userId);
        await client.ReadUntilAsync("<success xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"/>");
        await client.SendAsync(Header);
        await client.ReadUntilAsync("</stream:features>");
        return client;
    }

    public Task AuthenticatePlainAsync(int userId, string? password = null)
    {
        password ??= SandboxServer.Users.Single(user => user.Id == userId).Password;
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{userId}-1\0{password}"));
        return SendAsync($"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{text}</auth>");
    }

    /// <summary>Opens the stream again after signing in, and binds.</summary>
    public async Task BindAsync(string resource = "")
    {
        await SendAsync(Header);
        await ReadUntilAsync("</stream:features>");
        var wanted = resource.Length == 0 ? "" : $"<resource>{resource}</resource>";
        await SendAsync($"<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>{wanted}</bind></iq>");
        var answer = await ReadUntilAsync("</iq>");
        Jid = answer.Split("<jid>")[1].Split("</jid>")[0];
    }

    public Task SendAsync(string xml) => SendAsync(Encoding.UTF8.GetBytes(xml));

    public async Task SendAsync(byte[] bytes) => await _stream.WriteAsync(bytes, TestTimeout.Token);

    /// <summary>Everything up to and with the marker.</summary>
    public async Task<string> ReadUntilAsync(string marker)
    {
        while (true)
        {
            var text = _received.ToString();
            if (text.IndexOf(marker, StringComparison.Ordinal) is >= 0 and var at)
            {
                var end = at + marker.Length;
                _received.Remove(0, end);
                return text[..end];
            }

            if (!await FillAsync())
            {
                throw new EndOfStreamException($"The server closed before '{marker}', after: {text}");
            }
        }
    }

    /// <summary>Everything until the server closes the stream or the connection.</summary>
    public async Task<string> ReadToEndAsync()
    {
        const string end = "</stream:stream>";
        while (!_received.ToString().EndsWith(end, StringComparison.Ordinal) && await FillAsync())
        {
        }

        return _received.ToString();
    }

    /// <summary>Everything that arrived before the answer to a ping: what is not in it was not sent.</summary>
    public async Task<string> ReadUntilQuietAsync()
    {
        var id = Guid.NewGuid().ToString("N");
        await SendAsync($"<iq type='get' id='{id}' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>");
        return await ReadUntilAsync($"id=\"{id}\" type=\"result\"/>");
    }

    public async Task UpgradeAsync(SslClientAuthenticationOptions options)
    {
        var encrypted = new SslStream(_stream);
        await encrypted.AuthenticateAsClientAsync(options, TestTimeout.Token);
        _stream = encrypted;
    }

    /// <summary>Drops the connection without a word.</summary>
    public void Reset()
    {
        _tcp.LingerState = new LingerOption(true, 0);
        _tcp.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _tcp.Dispose();
    }

    private async Task<bool> FillAsync()
    {
        var buffer = new byte[16 * 1024];
        int count;
        try
        {
            count = await _stream.ReadAsync(buffer, TestTimeout.Token);
        }
        catch (IOException)
        {
            return false;
        }

        _received.Append(Encoding.UTF8.GetString(buffer, 0, count));
        return count > 0;
    }
}
