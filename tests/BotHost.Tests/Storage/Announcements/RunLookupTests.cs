using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Tests.Storage.Announcements;

[Collection(DatabaseCollection.Name)]
public sealed class RunLookupTests(Databases databases)
{
    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task The_latest_run_is_no_test_and_what_is_open_may_be_one(DatabaseKind kind)
    {
        await using var scene = new AnnouncementScene(await databases.MigratedAsync(kind));
        var lookup = new RunLookup(scene.Database);
        var now = scene.Clock.GetUtcNow();
        var early = await scene.StartAsync(dueAt: now);
        var late = await scene.StartAsync(dueAt: now.AddHours(1));
        var (test, _) = await scene.Store.StartRunAsync(
            AnnouncementScene.Definition(), now.AddHours(2), isTest: true, scene.Audit("test"), TestTimeout.Token);
        await scene.StartAsync("other", now.AddHours(3));
        await scene.Store.MoveRunAsync(late.Number, RunStates.Open, RunState.Stopped, null, null, TestTimeout.Token);

        Assert.Equal(
            new FoundRun(late.Number, now.AddHours(1), RunState.Stopped), await lookup.LatestAsync("news", [], TestTimeout.Token));
        Assert.Equal(early.Number, (await lookup.LatestAsync("news", [RunState.Due], TestTimeout.Token))!.Number);
        Assert.Null(await lookup.LatestAsync("nothing", [], TestTimeout.Token));
        Assert.Equal([test.Number, early.Number], await lookup.OpenAsync("news", TestTimeout.Token));
        Assert.True(await lookup.HasAsync("news", now, TestTimeout.Token));
        Assert.False(await lookup.HasAsync("news", now.AddHours(2), TestTimeout.Token));
    }
}
