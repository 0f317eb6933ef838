using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.Interop.Tests.Vendor;

namespace BotPlatform.Interop.Tests.Host;

/// <summary>Rows M68 to M74: a bot in the complete host blocks users of the vendor's clients.</summary>
public sealed class BotPrivacyTests
{
    [Fact]
    public async Task M68_M74_whom_the_bot_blocks_one_way_gets_an_error_and_can_still_be_written_to()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);

        await scene.BotAsync((bot, token) => bot.BlockAsync(new UserRef("101"), isMutual: false, token));
        await alice.SayAsync(100, "let me in");
        Assert.Equal(503, await alice.NextErrorAsync());
        await scene.BotAsync((bot, token) => bot.SayAsync(new DialogRef("101"), "one way", token));
        Assert.Equal("one way", (string)(await alice.NextMessageAsync()).Message["body"]!);
        await scene.BotAsync((bot, token) => bot.UnblockAsync(new UserRef("101"), token));
        await alice.SayAsync(100, "thank you");

        Assert.Equal("thank you", (await scene.HeardAsync<MessageReceived>()).Text);
    }

    [Fact]
    public async Task M68_M74_a_mutual_block_stops_the_bot_too()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);

        await scene.BotAsync((bot, token) => bot.BlockAsync(new UserRef("101"), isMutual: true, token));
        await scene.BotAsync((bot, token) => bot.SayAsync(new DialogRef("101"), "hello", token));
        var failed = await scene.HeardAsync<CommandFailed>();
        await alice.SayAsync(100, "hello");

        Assert.Equal("not-acceptable", failed.Reason);
        Assert.Equal(503, await alice.NextErrorAsync());
    }

    [Fact]
    public async Task M74_in_a_group_the_bot_does_not_hear_whom_it_blocks_and_nobody_is_told()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        await using var bob = await scene.ConnectAsync(VendorUser.Bob);
        var group = await alice.CreateGroupAsync(100, 102);
        await scene.BotAsync((bot, token) => bot.BlockAsync(new UserRef("101"), isMutual: false, token));

        await alice.SayAsync(group, "unheard");
        Assert.Equal("unheard", (string)(await bob.NextMessageAsync()).Message["body"]!);
        await bob.SayAsync(group, "heard");

        Assert.Equal("heard", (await scene.HeardAsync<MessageReceived>()).Text);
        Assert.Equal("unheard", (string)(await alice.NextMessageAsync()).Message["body"]!); // not an error
        Assert.Equal("heard", (string)(await alice.NextMessageAsync()).Message["body"]!);
    }

    [Fact]
    public async Task M69_M70_M71_M72_M73_the_bot_keeps_lists_and_the_vendors_clients_feel_them()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        await using var bob = await scene.ConnectAsync(VendorUser.Bob);
        PrivacyRule[] rules = [Rule("101", isMutual: true), Rule("103")];

        await scene.BotAsync((bot, token) => bot.SavePrivacyListAsync("spam", rules, token));
        await alice.SayAsync(100, "not in force yet");
        Assert.Equal("not in force yet", (await scene.HeardAsync<MessageReceived>()).Text);
        await scene.BotAsync((bot, token) => bot.UsePrivacyListAsync("spam", token));
        await alice.SayAsync(100, "x");
        Assert.Equal(503, await alice.NextErrorAsync());
        var names = await scene.BotAsync((bot, token) => bot.PrivacyListNamesAsync(token));
        var list = await scene.BotAsync((bot, token) => bot.PrivacyListAsync("spam", token));

        await scene.BotAsync((bot, token) => bot.DeclinePrivacyListAsync(token));
        await scene.BotAsync((bot, token) => bot.UpdatePrivacyListAsync(
            "spam", [Rule("102"), new PrivacyRule { User = new UserRef("101"), IsBlocked = false }], token));
        await scene.BotAsync((bot, token) => bot.UsePrivacyListAsync("spam", token));
        await bob.SayAsync(100, "x");
        Assert.Equal(503, await bob.NextErrorAsync());
        await alice.SayAsync(100, "free again");
        Assert.Equal("free again", (await scene.HeardAsync<MessageReceived>()).Text);

        await scene.BotAsync((bot, token) => bot.DeclinePrivacyListAsync(token));
        await scene.BotAsync((bot, token) => bot.RemovePrivacyListAsync("spam", token));
        await bob.SayAsync(100, "me too");
        Assert.Equal("me too", (await scene.HeardAsync<MessageReceived>()).Text);

        Assert.Equal(("spam", "spam"), (Assert.Single(names.Names), names.Default));
        Assert.Equal(rules, list.Rules);
        Assert.Empty((await scene.BotAsync((bot, token) => bot.PrivacyListNamesAsync(token))).Names);
    }

    private static PrivacyRule Rule(string user, bool isMutual = false) =>
        new() { User = new UserRef(user), IsMutual = isMutual };
}
