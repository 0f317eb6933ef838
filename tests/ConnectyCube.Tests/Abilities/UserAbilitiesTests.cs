using BotPlatform.Connectors;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;
using SignUp = BotPlatform.ConnectyCube.Rest.Users.UserProfile;

namespace BotPlatform.ConnectyCube.Tests.Abilities;

/// <summary>Section 7 as bots see it, at the sandbox.</summary>
public sealed class UserAbilitiesTests
{
    [Fact]
    public async Task Users_are_found_by_id_login_name_and_prefix_without_a_connection()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var bot = network.Create(SandboxedNetwork.Account("bot"));

        var byId = await FindAsync(bot, UserKey.Id, "103", "101", "999999");
        var byLogin = await FindAsync(bot, UserKey.Login, "bob");
        var byName = await FindAsync(bot, UserKey.FullName, byLogin.Users[0].FullName!);
        var byPrefix = await bot.AskAsync<FindUsers, FoundUsers>(Request(bot, UserKey.Login, "caro") with { IsPrefix = true });
        var byTag = await FindAsync(bot, UserKey.Tag, "nobody has this");

        Assert.Equal(["101", "103"], Ids(byId));
        Assert.Equal(["102"], Ids(byLogin));
        Assert.Equal(["102"], Ids(byName));
        Assert.Equal(["103"], Ids(byPrefix));
        Assert.Empty(byTag.Users);
        Assert.All([byId, byLogin, byName, byPrefix, byTag], found => Assert.Null(found.Next));
        Assert.Equal("bob", byLogin.Users[0].Login);
        Assert.NotNull(byLogin.Users[0].SignedUpAt);
    }

    [Fact]
    public async Task Many_users_come_in_parts()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var bot = network.Create(SandboxedNetwork.Account("bot"));
        await using (var rest = network.Rest.For(SandboxedNetwork.Account("alice")))
        {
            for (var i = 0; i < 101; i++)
            {
                await rest.Users.SignUpAsync(
                    new SignUp { Login = $"user-{i}", Tags = "crowd" }, "their-password", TestTimeout.Token);
            }
        }

        var first = await FindAsync(bot, UserKey.Tag, "crowd");
        var second = await bot.AskAsync<FindUsers, FoundUsers>(Request(bot, UserKey.Tag, "crowd") with { Offset = first.Next!.Value });

        Assert.Equal((100, 1), (first.Users.Count, second.Users.Count));
        Assert.Null(second.Next);
        Assert.Equal((101, 101), (first.Total, second.Total));
        Assert.Equal(101, first.Users.Concat(second.Users).Select(u => u.User).Distinct().Count());
    }

    [Theory]
    [InlineData(UserKey.Id, "alice", false, "item-not-found")]
    [InlineData(UserKey.Login, "a,b", false, "bad-request")]
    [InlineData(UserKey.Login, "abc", true, "bad-request")]
    [InlineData((UserKey)99, "abcd", false, "bad-request")]
    public async Task What_cannot_be_looked_up_is_refused(UserKey key, string value, bool isPrefix, string reason)
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var bot = network.Create(SandboxedNetwork.Account("bot"));

        var error = await Assert.ThrowsAsync<ConnectorRefusedException>(
            () => bot.AskAsync<FindUsers, FoundUsers>(Request(bot, key, value) with { IsPrefix = isPrefix }));

        Assert.Equal(reason, error.Reason);
    }

    private static Task<FoundUsers> FindAsync(IChatConnector bot, UserKey key, params string[] values) =>
        bot.AskAsync<FindUsers, FoundUsers>(Request(bot, key, values));

    private static FindUsers Request(IChatConnector bot, UserKey key, params string[] values) =>
        new() { Account = bot.Account, Key = key, Values = values };

    private static IEnumerable<string> Ids(FoundUsers found) => found.Users.Select(u => u.User.Id);
}
