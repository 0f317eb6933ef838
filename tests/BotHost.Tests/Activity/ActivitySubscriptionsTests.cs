using System.Net.Http.Json;
using BotPlatform.BotHost.Activity.Looking;
using BotPlatform.BotHost.Activity.Watching;
using BotPlatform.BotHost.Admin.Bots;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotSdk.Activity;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Activity;

/// <summary>Of whom the network is asked to tell by itself, in the complete host.</summary>
public sealed class ActivitySubscriptionsTests
{
    [Fact]
    public async Task A_subscription_that_is_refused_is_no_obstacle_for_the_others()
    {
        await using var scene = await ActivityScene.StartAsync(Idle);
        scene.People.Unsubscribable = "102";
        scene.People.Comes("102"); // who is there comes first
        scene.People.Goes("101");

        await scene.StartAgainAsync(Watch("101", "102"), "--Activity:UseSubscriptions=true", "--Activity:MaxSubscriptions=2");

        await Until.TrueAsync(() => scene.People.Subscribed.Contains(("101", true)));
        Assert.Equal(("102", true), scene.People.Subscribed.First());
    }

    [Fact]
    public async Task Subscriptions_to_those_whom_nobody_watches_any_more_end()
    {
        await using var scene = await ActivityScene.StartAsync(Idle);
        scene.People.Comes("102");
        await scene.StartAgainAsync(Watch("102"), "--Activity:UseSubscriptions=true");
        await Until.TrueAsync(() => scene.People.Subscribed.Contains(("102", true)));

        using var http = scene.Host.Http;
        using var answer = await http.PostAsJsonAsync(
            "admin/bots/keeper/settings", new SettingChange { Key = "Enabled", Value = "false" }, TestTimeout.Token);
        answer.EnsureSuccessStatusCode();

        await Until.TrueAsync(() => scene.People.Subscribed.Contains(("102", false)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_subscription_that_a_bot_has_asked_for_is_not_ended_by_the_host(bool hasBotAsked)
    {
        await using var scene = await ActivityScene.StartAsync(Idle);
        scene.People.Comes("101");
        scene.People.Goes("102");
        scene.People.Goes("103");
        await scene.StartAgainAsync(Watch("101", "102", "103"), "--Activity:UseSubscriptions=true", "--Activity:MaxSubscriptions=1");
        await Until.TrueAsync(() => scene.People.Subscribed.Contains(("101", true)));
        if (hasBotAsked)
        {
            await scene.Host.Services.GetRequiredService<RequestService>().AskAsync(
                new WatchActivity { Account = Sample.Account, User = new UserRef("101") }, TestTimeout.Token);
        }

        scene.People.Goes("101");
        scene.People.Comes("102");
        scene.People.Comes("103");
        await scene.LookedForAsync("102");
        await scene.LookedForAsync("103");
        await RefreshAsync(scene);

        Assert.Contains(scene.People.Subscribed, one => one is { User: not "101", IsWanted: true }); // in the place of 101
        Assert.Equal(!hasBotAsked, scene.People.Subscribed.Contains(("101", false)));
    }

    private static void Idle(BotBuilder bot) => bot.OnCommand("other", "Does something else.", () => "");

    private static Action<BotBuilder> Watch(params string[] users) => bot => bot.OnInactive(
        TimeSpan.FromDays(3), (_, _, _) => Task.CompletedTask, WatchedUsers.Named([.. users.Select(id => new UserRef(id))]));

    private static async Task RefreshAsync(ActivityScene scene)
    {
        var services = scene.Host.Services;
        await services.GetRequiredService<ActivitySubscriptions>().RefreshAsync(
            Sample.Account, services.GetRequiredService<WatchList>().For(Sample.Account), TestTimeout.Token);
    }
}
