using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Capabilities;
using BotPlatform.Contracts.Chat;
using BotPlatform.Interop.Tests.Vendor;

namespace BotPlatform.Interop.Tests.Host;

/// <summary>Rows M52 and M58: what a bot in the complete host has not read of what the vendor's client wrote.</summary>
public sealed class BotUnreadTests
{
    [Fact]
    public async Task M52_M58_the_bot_counts_what_it_has_not_read_and_marks_it_as_read()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = new DialogRef(await alice.CreateGroupAsync(100));
        await alice.SayAsync(group.Id, "one");
        await alice.SayAsync(group.Id, "two");
        await scene.HeardAsync<MessageReceived>();
        await scene.HeardAsync<MessageReceived>();

        var before = await scene.BotAsync((bot, token) => bot.Unread.CountAsync(group, token));
        await scene.BotAsync((bot, token) => bot.Unread.MarkAllReadAsync(group, token));
        var after = await scene.BotAsync((bot, token) => bot.Unread.CountAsync(group, token));

        Assert.Equal((2, 0), (before, after));
    }

    [Fact]
    public async Task M58_what_the_bot_has_not_read_of_one_user_is_asked_for_by_the_users_number()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        await alice.SayAsync(100, "hello");
        var heard = await scene.HeardAsync<MessageReceived>();

        var counts = await scene.BotAsync((bot, token) =>
            bot.Unread.CountAsync([new DialogRef("101"), heard.Dialog, new DialogRef("102")], token));

        Assert.Equal([1, 1, 0], counts.Select(c => c.Count));
    }
}
