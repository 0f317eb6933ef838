using System.Text;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Network;
using BotPlatform.Xmpp.Sessions;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Streams;
using BotPlatform.Xmpp.Transport;

namespace BotPlatform.Xmpp.Tests.Sessions;

public sealed class OutgoingQueueTests
{
    [Fact]
    public async Task Our_count_of_what_the_server_handled_wraps()
    {
        var queue = new OutgoingQueue(hasStreamManagement: true, capacity: 10, TimeProvider.System, acknowledged: uint.MaxValue);
        await using var stream = Over(new MemoryStream());
        var sends = Enumerable.Range(0, 3).Select(_ => queue.SendAsync(Stanza(), TestTimeout.Token)).ToArray();
        queue.Close(error: null);
        await queue.RunAsync(stream, TestTimeout.Token);

        queue.Acknowledge(1);

        await Task.WhenAll(sends[..2]);
        Assert.False(sends[2].IsCompleted);
    }

    [Fact]
    public async Task What_nobody_counts_is_written_after_the_resumption_too_when_the_cut_may_have_taken_it_along()
    {
        var queue = new OutgoingQueue(hasStreamManagement: true, capacity: 10, TimeProvider.System);
        var stanza = queue.SendAsync(Stanza(), TestTimeout.Token);
        var element = queue.SendAsync(
            new OutgoingStanza(new Element(new XmlName("urn:xmpp:csi:0", "inactive")), false, false), TestTimeout.Token);
        var broken = new StreamPair();
        broken.Abort();
        await using (var stream = Over(broken.Client))
        {
            await Assert.ThrowsAsync<XmppConnectionException>(() => queue.RunAsync(stream, TestTimeout.Token));
        }

        queue.Resume(0);
        using var bytes = new MemoryStream();
        await using var next = Over(bytes);
        queue.Close(error: null);
        await queue.RunAsync(next, TestTimeout.Token);

        await element;
        Assert.False(stanza.IsCompleted);
        Assert.Equal(
            "<message><body>x</body></message><inactive xmlns=\"urn:xmpp:csi:0\"/><r xmlns=\"urn:xmpp:sm:3\"/>",
            Encoding.UTF8.GetString(bytes.ToArray()));
    }

    private static OutgoingStanza Stanza() =>
        new(new Message().WithBody("x").ToElement(), isStanza: true, waitsForServer: true);

    private static XmlStream Over(Stream stream) => new(new TcpTransport(stream, isEncrypted: false, isLoopback: true));
}
