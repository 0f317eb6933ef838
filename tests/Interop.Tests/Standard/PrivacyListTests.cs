using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Interop.Tests.Standard;

/// <summary>XEP-0016: who may reach us.</summary>
[Collection(ChatServersCollection.Name)]
public sealed class PrivacyListTests(ChatServers servers)
{
    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task A_list_is_written_read_chosen_and_removed(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        await using var alice = await server.OnlineAsync();
        var list = new PrivacyList("strangers",
        [
            new PrivacyItem(1, false, PrivacySubject.Address, $"mallory@{ChatServers.Host}", PrivacyStanzas.Messages),
            new PrivacyItem(2, true),
        ]);

        await alice.RequestAsync(list.WriteRequest(), TestTimeout.Token);
        await alice.RequestAsync(PrivacyLists.DefaultRequest("strangers"), TestTimeout.Token);
        var lists = (await alice.RequestAsync(PrivacyLists.Request(), TestTimeout.Token)).Require<PrivacyLists>();
        var read = PrivacyList.ParseResult(await alice.RequestAsync(PrivacyList.Request("strangers"), TestTimeout.Token));

        Assert.Equal(["strangers"], lists.Names);
        Assert.Equal("strangers", lists.Default);
        Assert.Equal(list.Items, read.Items);

        await alice.RequestAsync(PrivacyLists.DefaultRequest(null), TestTimeout.Token);
        await alice.RequestAsync(PrivacyList.RemoveRequest("strangers"), TestTimeout.Token);
        lists = (await alice.RequestAsync(PrivacyLists.Request(), TestTimeout.Token)).Require<PrivacyLists>();
        Assert.Empty(lists.Names);
        Assert.Null(lists.Default);
    }

    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task Who_is_on_the_list_gets_the_message_back_until_the_list_no_longer_counts(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        await using var alice = await server.OnlineAsync();
        await using var mallory = await server.OnlineAsync();
        var rule = new PrivacyItem(1, false, PrivacySubject.Address, mallory.Address.Bare.ToString(), PrivacyStanzas.Messages);
        var list = new PrivacyList("block", [rule]);
        await alice.RequestAsync(list.WriteRequest(), TestTimeout.Token);
        await alice.RequestAsync(PrivacyLists.DefaultRequest("block"), TestTimeout.Token);

        await mallory.SendAsync(Inbox.Text(alice.Address.Bare, "blocked"), TestTimeout.Token);
        var returned = await mallory.NextMessageAsync();
        await alice.RequestAsync(PrivacyLists.DefaultRequest(null), TestTimeout.Token);
        await mallory.SendAsync(Inbox.Text(alice.Address.Bare, "let through"), TestTimeout.Token);

        Assert.Equal(MessageType.Error, returned.Type);
        Assert.Equal("service-unavailable", StanzaError.Parse(returned.Payloads).Condition);
        Assert.Equal("let through", (await alice.NextMessageAsync()).Body);
    }

    // Not as XEP-0016 §2.14 wants it (not-acceptable with "blocked"): each server has its own way to refuse.
    [Theory]
    [InlineData(ServerKind.Prosody, "service-unavailable")]
    [InlineData(ServerKind.Ejabberd, "not-acceptable")]
    public async Task A_mutual_block_stops_our_own_messages_too(ServerKind kind, string condition)
    {
        var server = await servers.GetAsync(kind);
        await using var alice = await server.OnlineAsync();
        await using var mallory = await server.OnlineAsync();
        var rule = new PrivacyItem(1, false, PrivacySubject.Address, mallory.Address.Bare.ToString());
        var list = new PrivacyList("mutual", [rule]);
        await alice.RequestAsync(list.WriteRequest(), TestTimeout.Token);
        await alice.RequestAsync(PrivacyLists.ActivateRequest("mutual"), TestTimeout.Token);

        await alice.SendAsync(Inbox.Text(mallory.Address.Bare, "out"), TestTimeout.Token);
        var returned = await alice.NextMessageAsync();
        await mallory.SendAsync(Inbox.Text(alice.Address, "in"), TestTimeout.Token);
        var returnedToMallory = await mallory.NextMessageAsync();

        Assert.Equal((MessageType.Error, condition), (returned.Type, StanzaError.Parse(returned.Payloads).Condition));
        Assert.Equal("service-unavailable", StanzaError.Parse(returnedToMallory.Payloads).Condition);
    }
}
