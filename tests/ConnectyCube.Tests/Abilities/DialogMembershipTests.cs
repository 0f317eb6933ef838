
namespace BotPlatform.ConnectyCube.Tests.Abilities;

/// <summary>A connector's account comes into dialogs of the sandbox and leaves them, and is notified or not (section 5.3).</summary>
public sealed class DialogMembershipTests : IAsyncLifetime
{
    private const string News = "5f0000000000000000000b01";
    private const string Unknown = "5f00000000000000000000ff";

    private TwoAccounts _two = null!;

    public async Task InitializeAsync() => _two = await TwoAccounts.StartAsync();

    public async Task DisposeAsync() => await _two.DisposeAsync();

    [Fact]
    public async Task A_public_dialog_is_entered_twice_and_left()
    {
        var open = await _two.Alice.PublicAsync();

        var inside = await _two.Bot.SubscribeAsync(open);
        var again = await _two.Bot.SubscribeAsync(open);
        await _two.Bot.EndMembershipAsync(open);

        Assert.Equal((open, 2, 2), (inside.Dialog.Id, inside.MemberCount, again.MemberCount));
        Assert.Equal(1, (await _two.Alice.GetAsync(open)).MemberCount);
        Assert.Equal("item-not-found", await DialogRequests.ReasonAsync(() => _two.Bot.GetAsync(open)));
    }

    [Fact]
    public async Task A_group_is_left()
    {
        var group = await _two.Alice.GroupAsync("100", "102");

        await _two.Bot.EndMembershipAsync(group);

        Assert.Equal(["101", "102"], (await _two.Alice.GetAsync(group)).Members.Ids());
        Assert.Equal("item-not-found", await DialogRequests.ReasonAsync(() => _two.Bot.EndMembershipAsync(group)));
    }

    [Fact]
    public async Task What_cannot_be_entered_or_left_is_refused()
    {
        var group = await _two.Alice.GroupAsync("102");

        Assert.Equal("forbidden", await DialogRequests.ReasonAsync(() => _two.Bot.SubscribeAsync(group)));
        Assert.Equal("forbidden", await DialogRequests.ReasonAsync(() => _two.Bot.SubscribeAsync("101")));
        Assert.Equal("item-not-found", await DialogRequests.ReasonAsync(() => _two.Bot.SubscribeAsync(Unknown)));
        Assert.Equal("item-not-found", await DialogRequests.ReasonAsync(() => _two.Bot.EndMembershipAsync(Unknown)));
        Assert.Equal("bad-request", await DialogRequests.ReasonAsync(() => _two.Bot.EndMembershipAsync("101")));
        Assert.Equal("bad-request", await DialogRequests.ReasonAsync(() => _two.Bot.EndMembershipAsync(News)));
    }

    [Fact]
    public async Task Notifications_are_switched_for_the_account_alone()
    {
        var group = await _two.Alice.GroupAsync("100");

        Assert.True(await _two.Bot.HasNotificationsAsync(group));
        Assert.False(await _two.Bot.SetNotificationsAsync(group, areEnabled: false));
        Assert.Equal((false, true), (await _two.Bot.HasNotificationsAsync(group), await _two.Alice.HasNotificationsAsync(group)));
        Assert.True(await _two.Bot.SetNotificationsAsync(group, areEnabled: true));
        Assert.False(await _two.Bot.SetNotificationsAsync("101", areEnabled: false));
        Assert.False(await _two.Bot.HasNotificationsAsync("101"));
    }

    [Fact]
    public async Task Notifications_of_dialogs_of_others_are_refused()
    {
        var group = await _two.Alice.GroupAsync("102");

        Assert.Equal("forbidden", await DialogRequests.ReasonAsync(() => _two.Bot.HasNotificationsAsync(group)));
        Assert.Equal("forbidden", await DialogRequests.ReasonAsync(() => _two.Bot.SetNotificationsAsync(group, areEnabled: false)));
        Assert.Equal("item-not-found", await DialogRequests.ReasonAsync(() => _two.Bot.HasNotificationsAsync(Unknown)));
    }
}
