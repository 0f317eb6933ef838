using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.ConnectyCube.Tests;

/// <summary>Privacy lists, between connectors at the sandbox (section 4.12).</summary>
public sealed class PrivacyRowsTests
{
    [Fact]
    public async Task M68_M69_M70_M71_M72_M73_a_list_is_saved_listed_read_changed_and_removed()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var bot = await network.ConnectAsync("bot");
        PrivacyRule[] rules = [Rule("102", isMutual: true), Rule("101")];

        await SaveAsync(bot, rules);
        await UseAsync(bot, "spam");
        var names = await NamesAsync(bot);
        var list = await GetAsync(bot);
        await UseAsync(bot, null);
        await SaveAsync(bot, [.. list.Rules, Rule("103")]);
        var changed = await GetAsync(bot);
        await bot.AskAsync<RemovePrivacyList, Done>(new RemovePrivacyList { Account = bot.Account, Name = "spam" });

        Assert.Equal(["spam"], names.Names);
        Assert.Equal("spam", names.Default);
        Assert.Equal(rules, list.Rules);
        Assert.Equal([.. rules, Rule("103")], changed.Rules);
        Assert.Empty((await NamesAsync(bot)).Names);
        Assert.Null((await NamesAsync(bot)).Default);
        Assert.Equal("item-not-found", (await Assert.ThrowsAsync<ConnectorRefusedException>(() => GetAsync(bot))).Reason);
        Assert.Equal("item-not-found", (await Assert.ThrowsAsync<ConnectorRefusedException>(() => UseAsync(bot, "spam"))).Reason);
    }

    [Fact]
    public async Task M74_a_blocked_user_gets_an_error_in_private_and_is_not_heard_in_groups()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var group = await network.CreateGroupAsync("alice", 100, 102);
        var alice = await network.ConnectAsync("alice");
        var bob = await network.ConnectAsync("bob");
        var bot = await network.ConnectAsync("bot");
        await SaveAsync(bot, [Rule("101")]);
        await UseAsync(bot, "spam");

        var error = await Assert.ThrowsAsync<ConnectorRefusedException>(() => alice.SendAsync("100", "let me in"));
        await alice.SendAsync(group, "unheard");
        await bob.SendAsync(group, "heard");

        Assert.Equal("service-unavailable", error.Reason);
        Assert.Equal("heard", (await bot.NextAsync<MessageReceived>()).Text);
        await bot.SendAsync("101", "one way");
    }

    [Fact]
    public async Task M68_mutual_blocking_stops_the_account_too()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var bot = await network.ConnectAsync("bot");
        await SaveAsync(bot, [Rule("101", isMutual: true)]);
        await UseAsync(bot, "spam");

        var error = await Assert.ThrowsAsync<ConnectorRefusedException>(() => bot.SendAsync("101", "hello"));

        Assert.Equal("not-acceptable", error.Reason);
    }

    private static PrivacyRule Rule(string user, bool isMutual = false) => new() { User = new UserRef(user), IsMutual = isMutual };

    private static Task<Done> SaveAsync(IChatConnector connector, IReadOnlyList<PrivacyRule> rules) =>
        connector.AskAsync<SavePrivacyList, Done>(
            new SavePrivacyList { Account = connector.Account, List = new PrivacyList { Name = "spam", Rules = rules } });

    private static Task<Done> UseAsync(IChatConnector connector, string? name) =>
        connector.AskAsync<UsePrivacyList, Done>(new UsePrivacyList { Account = connector.Account, Name = name });

    private static Task<PrivacyList> GetAsync(IChatConnector connector) =>
        connector.AskAsync<GetPrivacyList, PrivacyList>(new GetPrivacyList { Account = connector.Account, Name = "spam" });

    private static Task<PrivacyListNames> NamesAsync(IChatConnector connector) =>
        connector.AskAsync<GetPrivacyListNames, PrivacyListNames>(new GetPrivacyListNames { Account = connector.Account });
}
