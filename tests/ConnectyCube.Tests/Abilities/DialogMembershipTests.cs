using BotPlatform.Connectors;

namespace BotPlatform.ConnectyCube.Tests.Abilities;

/// <summary>A connector's account comes into dialogs of the sandbox and leaves them, and is notified or not (section 5.3).</summary>
public sealed class DialogMembershipTests : IAsyncLifetime
{
    private const string News = "5f0000000000000000000b01";
    private const string Unknown = "5f00000000000000000000ff";

    private SandboxedNetwork _network = null!;
    private IChatConnector _bot = null!;
    private IChatConnector _alice = null!;

    public async Task InitializeAsync()
    {
        _network = await SandboxedNetwork.StartAsync();
        _bot = _network.Create(SandboxedNetwork.Account("bot"));
        _alice = _network.Create(SandboxedNetwork.Account("alice"));
    }

    public async Task DisposeAsync() => await _network.DisposeAsync();

    [Fact]
    public async Task A_public_dialog_is_entered_twice_and_left()
    {
        var open = await _alice.PublicAsync();

        var inside = await _bot.SubscribeAsync(open);
        var again = await _bot.SubscribeAsync(open);
        await _bot.EndMembershipAsync(open);

        Assert.Equal((open, 2, 2), (inside.Dialog.Id, inside.MemberCount, again.MemberCount));
        Assert.Equal(1, (await _alice.GetAsync(open)).MemberCount);
        Assert.Equal("item-not-found", await DialogRequests.ReasonAsync(() => _bot.GetAsync(open)));
    }

    [Fact]
    public async Task A_group_is_left()
    {
        var group = await _alice.GroupAsync("100", "102");

        await _bot.EndMembershipAsync(group);

        Assert.Equal(["101", "102"], (await _alice.GetAsync(group)).Members.Ids());
        Assert.Equal("item-not-found", await DialogRequests.ReasonAsync(() => _bot.EndMembershipAsync(group)));
    }

    [Fact]
    public async Task What_cannot_be_entered_or_left_is_refused()
    {
        var group = await _alice.GroupAsync("102");

        Assert.Equal("forbidden", await DialogRequests.ReasonAsync(() => _bot.SubscribeAsync(group)));
        Assert.Equal("forbidden", await DialogRequests.ReasonAsync(() => _bot.SubscribeAsync("101")));
        Assert.Equal("item-not-found", await DialogRequests.ReasonAsync(() => _bot.SubscribeAsync(Unknown)));
        Assert.Equal("item-not-found", await DialogRequests.ReasonAsync(() => _bot.EndMembershipAsync(Unknown)));
        Assert.Equal("bad-request", await DialogRequests.ReasonAsync(() => _bot.EndMembershipAsync("101")));
        Assert.Equal("bad-request", await DialogRequests.ReasonAsync(() => _bot.EndMembershipAsync(News)));
    }

    [Fact]
    public async Task Notifications_are_switched_for_the_account_alone()
    {
        var group = await _alice.GroupAsync("100");

        Assert.True(await _bot.HasNotificationsAsync(group));
        Assert.False(await _bot.SetNotificationsAsync(group, areEnabled: false));
        Assert.Equal((false, true), (await _bot.HasNotificationsAsync(group), await _alice.HasNotificationsAsync(group)));
        Assert.True(await _bot.SetNotificationsAsync(group, areEnabled: true));
        Assert.False(await _bot.SetNotificationsAsync("101", areEnabled: false));
        Assert.False(await _bot.HasNotificationsAsync("101"));
    }

    [Fact]
    public async Task Notifications_of_dialogs_of_others_are_refused()
    {
        var group = await _alice.GroupAsync("102");

        Assert.Equal("forbidden", await DialogRequests.ReasonAsync(() => _bot.HasNotificationsAsync(group)));
        Assert.Equal("forbidden", await DialogRequests.ReasonAsync(() => _bot.SetNotificationsAsync(group, areEnabled: false)));
        Assert.Equal("item-not-found", await DialogRequests.ReasonAsync(() => _bot.HasNotificationsAsync(Unknown)));
    }
}
