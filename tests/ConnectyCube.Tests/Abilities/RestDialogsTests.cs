using BotPlatform.ConnectyCube.Abilities;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Abilities;

/// <summary>Under which id the REST service has a dialog, where a sender's claim is all that is known of it.</summary>
public sealed class RestDialogsTests : IAsyncLifetime
{
    private readonly DialogDirectory _known = new();
    private SandboxedNetwork _network = null!;
    private RestSession _session = null!;
    private RestDialogs _dialogs = null!;

    public async Task InitializeAsync()
    {
        _network = await SandboxedNetwork.StartAsync();
        _session = _network.Rest.For(SandboxedNetwork.Account("bot"));
        _dialogs = new RestDialogs(_session.Dialogs, _known);
    }

    public async Task DisposeAsync()
    {
        await _session.DisposeAsync();
        await _network.DisposeAsync();
    }

    [Fact]
    public async Task A_group_that_a_sender_passes_off_as_the_direct_dialog_is_not_touched()
    {
        var group = await _network.CreateGroupAsync("alice", 100);
        _known.TryLearnClaim(group, "103");

        Assert.Equal("forbidden", await DialogRequests.ReasonAsync(() => IdOfAsync(group)));
    }

    [Fact]
    public async Task A_claim_that_is_true_is_a_fact_from_then_on()
    {
        var direct = await IdOfAsync("101");
        var known = new DialogDirectory();
        known.TryLearnClaim(direct, "101");

        Assert.Equal(direct, await new RestDialogs(_session.Dialogs, known).IdOfAsync(new DialogRef(direct), TestTimeout.Token));
        Assert.False(known.IsClaimOnly(direct));
    }

    [Fact]
    public async Task After_the_dialog_with_a_user_is_deleted_for_everybody_there_is_a_new_one()
    {
        var bot = _network.Create(SandboxedNetwork.Account("bot"));
        var before = (await bot.GetAsync("101")).Dialog;

        await bot.DeleteAsync(true, "101");

        Assert.NotEqual(before, (await bot.GetAsync("101")).Dialog);
        Assert.Equal("item-not-found", await DialogRequests.ReasonAsync(() => bot.GetAsync(before.Id)));
    }

    [Fact]
    public async Task The_dialog_with_a_user_who_has_deleted_it_for_both_is_another_one_when_it_is_looked_at()
    {
        var (bot, alice) = (_network.Create(SandboxedNetwork.Account("bot")), _network.Create(SandboxedNetwork.Account("alice")));
        var made = (await alice.GetAsync("100")).Dialog;
        var before = (await bot.GetAsync("101")).Dialog;
        await alice.DeleteAsync(true, "100");

        var after = (await bot.GetAsync("101")).Dialog;

        Assert.Equal(made, before);
        Assert.NotEqual(before, after);
        Assert.False(await bot.SetNotificationsAsync("101", areEnabled: false));
        Assert.Equal(after, (await bot.GetAsync("101")).Dialog);
    }

    [Fact]
    public async Task A_dialog_that_the_account_has_deleted_for_itself_is_shown_again_when_it_is_asked_for_by_the_user()
    {
        var bot = _network.Create(SandboxedNetwork.Account("bot"));
        var before = (await bot.GetAsync("101")).Dialog;
        await bot.DeleteAsync(false, "101");

        Assert.Equal("item-not-found", await DialogRequests.ReasonAsync(() => bot.GetAsync(before.Id)));
        Assert.Equal(before, (await bot.GetAsync("101")).Dialog);
        Assert.Equal(before, (await bot.GetAsync(before.Id)).Dialog);
    }

    [Fact]
    public async Task A_number_with_zeros_in_front_is_the_same_user() => Assert.Equal(await IdOfAsync("101"), await IdOfAsync("0101"));

    private async Task<string> IdOfAsync(string dialog) => await _dialogs.IdOfAsync(new DialogRef(dialog), TestTimeout.Token);
}
