using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Interop.Tests.Standard;

/// <summary>XEP-0280: one device sees what the other one does.</summary>
[Collection(ChatServersCollection.Name)]
public sealed class CarbonTests(ChatServers servers)
{
    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task A_device_gets_copies_of_what_another_one_sends_and_receives(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        var alice = server.NewUser();
        await using var desk = await server.OnlineAsync(alice);
        await using var phone = await server.OnlineAsync(alice);
        await using var bob = await server.OnlineAsync();
        await desk.RequestAsync(Carbon.EnableRequest(), TestTimeout.Token);

        await bob.SendAsync(Inbox.Text(phone.Address, "to the phone"), TestTimeout.Token);
        var received = await NextCarbonAsync(desk);
        await phone.SendAsync(Inbox.Text(bob.Address, "from the phone"), TestTimeout.Token);
        var sent = await NextCarbonAsync(desk);

        Assert.Equal((CarbonDirection.Received, "to the phone"), (received.Direction, received.Message.Body));
        Assert.Equal((bob.Address, phone.Address), (received.Message.From, received.Message.To));
        Assert.Equal((CarbonDirection.Sent, "from the phone"), (sent.Direction, sent.Message.Body));
        Assert.Equal((phone.Address, bob.Address), (sent.Message.From, sent.Message.To));
    }

    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task Copies_stop_when_they_are_declined(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        var alice = server.NewUser();
        await using var desk = await server.OnlineAsync(alice);
        await using var phone = await server.OnlineAsync(alice);
        await using var bob = await server.OnlineAsync();
        await desk.RequestAsync(Carbon.EnableRequest(), TestTimeout.Token);
        await desk.RequestAsync(Carbon.DisableRequest(), TestTimeout.Token);

        await bob.SendAsync(Inbox.Text(phone.Address, "for the phone alone"), TestTimeout.Token);
        await phone.NextMessageAsync();
        await bob.SendAsync(Inbox.Text(desk.Address, "for the desk"), TestTimeout.Token);

        Assert.Equal("for the desk", (await desk.NextMessageAsync()).Body);
    }

    private static Task<Carbon> NextCarbonAsync(XmppClient client) =>
        client.UntilAsync(stanza => stanza is Message message ? Carbon.TryUnwrap(message, client.Address) : null);
}
