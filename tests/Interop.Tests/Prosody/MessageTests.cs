using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Interop.Tests.Prosody;

[Collection(ProsodyCollection.Name)]
public sealed class MessageTests(ProsodyServer prosody)
{
    private const string Host = "sha256.test";

    public static TheoryData<WayIn> Ways { get; } = new(Enum.GetValues<WayIn>());

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Two_users_write_to_each_other(WayIn way)
    {
        await using var alice = await Inbox.OnlineAsync(prosody.Options(way, Host));
        await using var bob = await Inbox.OnlineAsync(prosody.Options(WayIn.StartTls, Host, "bob"));
        const string Greeting = "Grüße & <b>\"so'\"</b> 🚀 \n\ttab ]]>";

        await alice.SendAsync(Inbox.Text(bob.Address, Greeting), TestTimeout.Token);
        var heard = await bob.NextMessageAsync();
        await bob.SendAsync(Inbox.Text(heard.From!, "echo: " + heard.Body), TestTimeout.Token);
        var answer = await alice.NextMessageAsync();

        Assert.Equal(Greeting, heard.Body);
        Assert.Equal(alice.Address, heard.From);
        Assert.Equal("echo: " + Greeting, answer.Body);
        Assert.Equal(bob.Address, answer.From);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_burst_arrives_complete_and_in_order(WayIn way)
    {
        const int Count = 1000;
        await using var alice = await Inbox.OnlineAsync(prosody.Options(way, Host));
        await using var bob = await Inbox.OnlineAsync(prosody.Options(way, Host, "bob"));

        var sending = Enumerable.Range(0, Count).Select(n => alice.SendAsync(Inbox.Text(bob.Address, $"{n}"), TestTimeout.Token));
        var sent = Task.WhenAll(sending);
        var bodies = new List<string?>();
        while (bodies.Count < Count)
        {
            bodies.Add((await bob.NextMessageAsync()).Body);
        }

        await sent;
        Assert.Equal(Enumerable.Range(0, Count).Select(n => (string?)$"{n}"), bodies);

        await alice.DisconnectAsync();
        await bob.DisconnectAsync();
        await alice.Completion;
        await bob.Completion;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_long_text_survives(WayIn way)
    {
        await using var alice = await Inbox.OnlineAsync(prosody.Options(way, Host));
        await using var bob = await Inbox.OnlineAsync(prosody.Options(way, Host, "bob"));
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(n => $"{n} ü "));

        await alice.SendAsync(Inbox.Text(bob.Address, text), TestTimeout.Token);

        Assert.Equal(text, (await bob.NextMessageAsync()).Body);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_ping_of_another_user_is_answered(WayIn way)
    {
        await using var alice = await Inbox.OnlineAsync(prosody.Options(WayIn.StartTls, Host));
        await using var bob = await Inbox.OnlineAsync(prosody.Options(way, Host, "bob"));

        var answer = await alice.RequestAsync(Ping.Request(bob.Address), TestTimeout.Token);

        Assert.Equal(IqType.Result, answer.Type);
        Assert.Equal(bob.Address, answer.From);
    }

    [Fact]
    public async Task A_request_that_the_peer_refuses_fails_with_its_condition()
    {
        await using var alice = await Inbox.OnlineAsync(prosody.Options(WayIn.StartTls, Host));
        var request = new Iq
        {
            Type = IqType.Get,
            To = Jid.Parse($"nobody@{Host}/nowhere"),
            Payload = new Element(new XmlName("urn:example", "question")),
        };

        var error = await Assert.ThrowsAsync<XmppStanzaException>(() => alice.RequestAsync(request, TestTimeout.Token));

        Assert.Equal("service-unavailable", error.Condition);
    }

    [Fact]
    public async Task A_message_for_nobody_comes_back_as_an_error()
    {
        await using var alice = await Inbox.OnlineAsync(prosody.Options(WayIn.WebSocket, Host));

        await alice.SendAsync(Inbox.Text(Jid.Parse($"nobody@{Host}"), "hello?"), TestTimeout.Token);
        var bounced = await alice.NextMessageAsync();

        Assert.Equal(MessageType.Error, bounced.Type);
    }
}
