using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Tests.Streams;

namespace BotPlatform.Xmpp.Tests.Sessions;

/// <summary>What becomes of everything that is on its way, in both directions, when the connection is reset.</summary>
public sealed class InFlightTests : IAsyncLifetime
{
    private readonly ScriptedXmppServer _server = new();
    private XmppClient? _client;

    [Fact]
    public async Task With_resumption_a_reset_loses_and_doubles_nothing_in_either_direction()
    {
        var client = await LogInAsync();
        var sends = await FillTheLinkAsync(client);

        var connection = await ComeBackAsync();
        Assert.Equal(("s1", 1u), await connection.ExpectResumeAsync());
        await connection.ResumeAsync("s1", handled: 1);
        await _server.SendAsync(Incoming("b") + Incoming("c"));
        Assert.Contains("m2", await _server.ExpectElementAsync("^<message"), StringComparison.Ordinal);
        await connection.AcknowledgeAsync(2);

        await Task.WhenAll(sends);
        Assert.Equal("b", await ReadAsync(client));
        Assert.Equal("c", await ReadAsync(client));
    }

    [Fact]
    public async Task Without_resumption_a_reset_fails_what_is_not_acknowledged_and_keeps_what_was_received()
    {
        var client = await LogInAsync();
        var sends = await FillTheLinkAsync(client);

        var connection = await ComeBackAsync();
        await connection.ExpectResumeAsync();
        await connection.RefuseResumeAsync();
        await connection.BindAsync();
        await connection.EnableAsync("s2");

        foreach (var send in sends)
        {
            await Assert.ThrowsAsync<XmppConnectionException>(() => send);
        }

        Assert.Equal("b", await ReadAsync(client));
    }

    [Fact]
    public async Task A_request_that_waits_when_its_session_is_lost_fails_and_a_late_answer_is_nobodys()
    {
        var client = await LogInAsync();
        var request = client.RequestAsync(
            new Iq { Type = IqType.Get, Id = "q1", Payload = new Element(new XmlName("urn:q", "query")) }, TestTimeout.Token);
        await _server.ExpectElementAsync("^<iq");

        _server.Reset();
        var connection = await ComeBackAsync();
        await connection.ExpectResumeAsync();
        await connection.RefuseResumeAsync();
        await connection.BindAsync();
        await connection.EnableAsync("s2");
        await Assert.ThrowsAsync<XmppConnectionException>(() => request);
        await _server.SendAsync("<iq type='result' id='q1'/>");

        Assert.Equal("q1", (await client.Received.ReadAsync(TestTimeout.Token)).Stanza.Id);
    }

    [Fact]
    public async Task One_acknowledgement_covers_everything_before_it()
    {
        var client = await LogInAsync();
        var sends = Enumerable.Range(0, 500).Select(i => client.SendAsync(Text($"m{i}"), TestTimeout.Token)).ToArray();
        await _server.ExpectAsync("m499</body></message>");

        await _server.Current.AcknowledgeAsync(500);

        await Task.WhenAll(sends);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }
    }

    private static Message Text(string text) => new Message { To = Jid.Parse("a@localhost") }.WithBody(text);

    private static string Incoming(string text) => $"<message id='{text}' from='a@localhost/x'><body>{text}</body></message>";

    private static async Task<string?> ReadAsync(XmppClient client)
    {
        var received = await client.Received.ReadAsync(TestTimeout.Token);
        received.Acknowledge();
        return Assert.IsType<Message>(received.Stanza).Body;
    }

    /// <summary>Of two messages each way the first is safe with its reader; then the connection is reset.</summary>
    private async Task<Task[]> FillTheLinkAsync(XmppClient client)
    {
        Task[] sends = [client.SendAsync(Text("m1"), TestTimeout.Token), client.SendAsync(Text("m2"), TestTimeout.Token)];
        await _server.ExpectAsync("m2</body></message>");
        await _server.SendAsync(Incoming("a") + Incoming("b"));
        Assert.Equal("a", await ReadAsync(client));
        Assert.True(await client.Received.WaitToReadAsync(TestTimeout.Token));
        _server.Reset();
        return sends;
    }

    private async Task<ScriptedConnection> ComeBackAsync()
    {
        var connection = await _server.AcceptAsync();
        await connection.AuthenticateAsync(streamManagement: true);
        return connection;
    }

    private async Task<XmppClient> LogInAsync()
    {
        var script = _server.LogInAsync(resumeId: "s1");
        _client = await XmppClient.ConnectAsync(_server.Persistent, cancellationToken: TestTimeout.Token);
        await script;
        return _client;
    }
}
