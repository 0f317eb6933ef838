using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Interop.Tests.Standard;

/// <summary>XEP-0191: blocking somebody, in both directions.</summary>
[Collection(ChatServersCollection.Name)]
public sealed class BlockingTests(ChatServers servers)
{
    // ejabberd does not say that it is our own block which stopped the message.
    [Theory]
    [InlineData(ServerKind.Prosody, true)]
    [InlineData(ServerKind.Ejabberd, false)]
    public async Task Whom_we_block_reaches_us_as_little_as_we_reach_them(ServerKind kind, bool saysBlocked)
    {
        var server = await servers.GetAsync(kind);
        await using var alice = await server.OnlineAsync();
        await using var mallory = await server.OnlineAsync();
        await alice.RequestAsync(BlockList.BlockRequest(mallory.Address.Bare), TestTimeout.Token);

        var list = (await alice.RequestAsync(BlockList.Request(), TestTimeout.Token)).Require<BlockList>();
        await mallory.SendAsync(Inbox.Text(alice.Address.Bare, "in"), TestTimeout.Token);
        var toMallory = await mallory.NextMessageAsync();
        await alice.SendAsync(Inbox.Text(mallory.Address.Bare, "out"), TestTimeout.Token);
        var toAlice = await alice.NextMessageAsync();

        Assert.Equal([mallory.Address.Bare], list.Addresses);
        Assert.Equal("service-unavailable", StanzaError.Parse(toMallory.Payloads).Condition);
        var error = StanzaError.Parse(toAlice.Payloads);
        Assert.Equal("not-acceptable", error.Condition);
        Assert.Equal(saysBlocked, BlockList.IsBlocked(error));
    }

    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task Whom_we_unblock_reaches_us_again(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        await using var alice = await server.OnlineAsync();
        await using var mallory = await server.OnlineAsync();
        await alice.RequestAsync(BlockList.BlockRequest(mallory.Address.Bare), TestTimeout.Token);
        await alice.RequestAsync(BlockList.UnblockAllRequest(), TestTimeout.Token);

        await mallory.SendAsync(Inbox.Text(alice.Address.Bare, "hello again"), TestTimeout.Token);

        Assert.Equal("hello again", (await alice.NextMessageAsync()).Body);
        Assert.Empty((await alice.RequestAsync(BlockList.Request(), TestTimeout.Token)).Require<BlockList>().Addresses);
    }
}
