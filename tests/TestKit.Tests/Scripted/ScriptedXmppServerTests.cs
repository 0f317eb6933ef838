using System.Net;
using System.Net.Sockets;
using System.Text;
using BotPlatform.TestKit.Network;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.TestKit.Tests.Scripted;

public sealed class ScriptedXmppServerTests : IAsyncLifetime
{
    private readonly ScriptedXmppServer _server = new();
    private readonly StreamPair _pair = new();

    [Fact]
    public async Task It_expects_text_and_goes_on_behind_it()
    {
        await SayAsync("<message><body>one</body></message><message><body>two</body></message>");

        Assert.Equal("<message><body>one", await _server.ExpectAsync("one"));
        Assert.Equal("</body></message><message><body>two</body>", await _server.ExpectAsync("two</body>"));
    }

    [Fact]
    public async Task It_expects_whole_elements_and_counts_them_all()
    {
        await SayAsync("<?xml version='1.0'?><stream:stream to='a>b'><r xmlns='urn:xmpp:sm:3'/> "
            + "<message id='1'><a/><body>x</body></message><r/><message id='2'/></stream:stream>");

        Assert.Equal("<message id='2'/>", await _server.ExpectElementAsync("^<message id='2'"));
        Assert.Equal("</stream:stream>", await _server.Current.NextElementAsync());
        Assert.Equal((2, 2, 0), (_server.Current.Count("r"), _server.Current.Count("message"), _server.Current.Count("a")));
    }

    [Fact]
    public async Task Elements_may_come_in_pieces_that_split_characters()
    {
        _server.Accept(_pair);
        var bytes = Encoding.UTF8.GetBytes("<message><body>Grüße 🚀</body></message>");
        var reading = _server.Current.NextElementAsync();

        foreach (var b in bytes)
        {
            await _pair.Client.WriteAsync(new[] { b }, TestTimeout.Token);
        }

        Assert.Equal("<message><body>Grüße 🚀</body></message>", await reading);
    }

    [Fact]
    public async Task An_element_of_which_a_part_was_expected_is_over()
    {
        await SayAsync("<message id='1'><body>x</body></message><message id='2'/>");

        await _server.ExpectAsync("<body>");

        Assert.Equal("<message id='2'/>", await _server.Current.NextElementAsync());
    }

    [Fact]
    public async Task A_client_that_closes_too_early_is_told_with_what_it_said()
    {
        await SayAsync("<presence/>");
        _pair.Client.CloseWriting();

        var error = await Assert.ThrowsAsync<EndOfStreamException>(() => _server.ExpectAsync("<message"));

        Assert.Contains("<presence/>", error.Message, StringComparison.Ordinal);
        Assert.Contains("<message", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_sends_bytes_as_they_are()
    {
        _server.Accept(_pair);
        byte[] bytes = [(byte)'<', 0xC3, 0x28, 0xFF];

        await _server.SendAsync(bytes);

        var heard = new byte[4];
        await _pair.Client.ReadExactlyAsync(heard, TestTimeout.Token);
        Assert.Equal(bytes, heard);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_takes_one_connection_after_the_other_and_ends_each_as_told(bool isReset)
    {
        for (var number = 1; number <= 2; number++)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _server.Port, TestTimeout.Token);
            await _server.AcceptAsync();
            Assert.Equal(number, _server.Connections);

            (isReset ? (Action)_server.Reset : _server.Cut)();

            var reading = client.GetStream().ReadAsync(new byte[1], TestTimeout.Token).AsTask();
            if (isReset)
            {
                await Assert.ThrowsAsync<IOException>(() => reading);
            }
            else
            {
                Assert.Equal(0, await reading);
            }
        }
    }

    [Fact]
    public async Task The_end_of_the_client_can_be_awaited_with_its_last_words()
    {
        await SayAsync("</stream:stream>");
        await _pair.Client.DisposeAsync();

        Assert.Equal("</stream:stream>", await _server.Current.ExpectEndAsync());
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _pair.DisposeAsync();
    }

    private async Task SayAsync(string text)
    {
        _server.Accept(_pair);
        await _pair.Client.WriteAsync(Encoding.UTF8.GetBytes(text), TestTimeout.Token);
    }
}
