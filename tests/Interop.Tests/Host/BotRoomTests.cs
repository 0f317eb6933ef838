using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Interop.Tests.Vendor;

namespace BotPlatform.Interop.Tests.Host;

/// <summary>Row M38: a bot in the complete host and the vendor's clients see each other come and go.</summary>
public sealed class BotRoomTests
{
    [Fact]
    public async Task M38_the_bot_hears_who_joins_and_leaves_and_knows_who_is_online()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(100);
        await scene.BotAsync((bot, token) => bot.JoinAsync(new DialogRef(group), token));

        var joining = alice.CallAsync("chat.muc.join", group); // does not resolve, whatever the server
        var joined = await scene.HeardAsync<OccupantJoined>();
        var online = await scene.BotAsync((bot, token) => bot.OnlineOccupantsAsync(new DialogRef(group), token));
        var leaving = alice.CallAsync("chat.muc.leave", group);
        var left = await scene.HeardAsync<OccupantLeft>();

        Assert.Equal((group, "101"), (joined.Dialog.Id, joined.User.Id));
        Assert.Equal(["100", "101"], online.Select(user => user.Id).Order());
        Assert.Equal((group, "101"), (left.Dialog.Id, left.User.Id));
        Assert.All([joining, leaving], call => Assert.False(call.IsCompleted));
    }

    [Fact]
    public async Task M38_the_vendors_client_sees_the_bot_join_and_leave()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(100);
        var joining = alice.CallAsync("chat.muc.join", group);
        await alice.CallAsync("chat.muc.listOnlineUsers", group); // by now Alice has joined

        await scene.BotAsync((bot, token) => bot.JoinAsync(new DialogRef(group), token));
        var joined = await alice.NextAsync("join");
        await scene.BotAsync((bot, token) => bot.LeaveAsync(new DialogRef(group), token));
        var left = await alice.NextAsync("leave");

        Assert.Equal((group, 100), ((string)joined[0]!, (int)joined[1]!));
        Assert.Equal((group, 100), ((string)left[0]!, (int)left[1]!));
        Assert.False(joining.IsCompleted);
    }

    [Fact]
    public async Task M38_for_the_bot_a_group_of_others_is_not_there()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(102);

        var error = await Assert.ThrowsAsync<RequestFailedException>(
            () => scene.BotAsync((bot, token) => bot.JoinAsync(new DialogRef(group), token)));

        Assert.Equal("item-not-found", error.Reason);
    }
}
