using System.Text.Json;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Tests.Storage.Announcements;

[Collection(DatabaseCollection.Name)]
public sealed class AnnouncementStoreTests(Databases databases)
{
    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task An_announcement_is_read_as_it_was_written_and_its_name_is_taken(DatabaseKind kind)
    {
        await using var scene = await OpenAsync(kind);
        var news = scene.Stored() with { IsConfigured = true };

        Assert.True(await scene.Store.AddAsync(news, scene.Audit("create"), TestTimeout.Token));
        Assert.False(await scene.Store.AddAsync(news, scene.Audit("create again"), TestTimeout.Token));
        Assert.True(await scene.Store.AddAsync(scene.Stored("b"), scene.Audit("create", "b"), TestTimeout.Token));

        Same(news, await scene.Store.FindAsync("news", TestTimeout.Token));
        Assert.Null(await scene.Store.FindAsync("nothing", TestTimeout.Token));
        Assert.Equal(["b", "news"], (await scene.Store.ListAsync(TestTimeout.Token)).Select(one => one.Definition.Name));
        Assert.Equal(["create", "create"], (await scene.Store.AuditAsync(null, 10, TestTimeout.Token)).Select(one => one.Action));
        Assert.Equal([scene.Audit("create")], await scene.Store.AuditAsync("news", 10, TestTimeout.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Who_changes_what_was_changed_meanwhile_is_told_so(DatabaseKind kind)
    {
        await using var scene = await OpenAsync(kind);
        var news = scene.Stored();
        await scene.Store.AddAsync(news, scene.Audit("create"), TestTimeout.Token);
        var paused = news with { State = AnnouncementState.Paused };

        Assert.True(await scene.Store.ReplaceAsync(paused, news.ChangedAt, scene.Audit("pause"), TestTimeout.Token));
        Assert.False(await scene.Store.ReplaceAsync(news, news.ChangedAt, scene.Audit("resume"), TestTimeout.Token));

        var found = await scene.Store.FindAsync("news", TestTimeout.Token);
        Assert.Equal(AnnouncementState.Paused, found!.State);
        Assert.Equal(["pause", "create"], (await scene.Store.AuditAsync("news", 10, TestTimeout.Token)).Select(one => one.Action));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task There_is_one_run_for_a_time_and_one_test_beside_it_whoever_starts_them(DatabaseKind kind)
    {
        await using var scene = await OpenAsync(kind);
        var due = scene.Clock.GetUtcNow();

        var started = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => scene.Store.StartRunAsync(
            AnnouncementScene.Definition(), due, isTest: i % 2 == 1, scene.Audit("start"), TestTimeout.Token)));

        Assert.Equal(2, started.Count(one => one.IsNew));
        Assert.Equal(2, started.Select(one => one.Run.Number).Distinct().Count());
        Assert.All(started, one => Assert.Equal((due, RunState.Due), (one.Run.DueAt, one.Run.State)));
        Assert.Equal(2, (await scene.Store.AuditAsync("news", 10, TestTimeout.Token)).Count);
        Assert.Equal(2, (await scene.Store.ListRunsAsync("news", 10, TestTimeout.Token)).Count);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Open_runs_come_in_the_order_in_which_they_were_due_but_not_those_of_what_is_paused(DatabaseKind kind)
    {
        await using var scene = await OpenAsync(kind);
        var now = scene.Clock.GetUtcNow();
        await scene.Store.AddAsync(scene.Stored("paused") with { State = AnnouncementState.Paused }, scene.Audit("create"), TestTimeout.Token);
        await scene.StartAsync("paused");
        var late = await scene.StartAsync("news", now.AddMinutes(1));
        var early = await scene.StartAsync("other", now);
        var over = await scene.StartAsync("news", now.AddMinutes(-1));
        var test = await scene.Store.StartRunAsync(
            AnnouncementScene.Definition("paused"), now.AddMinutes(2), isTest: true, scene.Audit("test"), TestTimeout.Token);
        await scene.Store.MoveRunAsync(over.Number, [RunState.Due], RunState.Stopped, null, null, TestTimeout.Token);

        var open = await scene.Store.OpenRunsAsync(AnnouncementScene.Account, TestTimeout.Token);

        Assert.Equal([early.Number, late.Number, test.Run.Number], open.Select(run => run.Number));
        Assert.Empty(await scene.Store.OpenRunsAsync(AnnouncementScene.Account with { Id = "105" }, TestTimeout.Token));
        Assert.True(await scene.Store.HasRunsAsync(AnnouncementScene.Account, TestTimeout.Token));
        Assert.False(await scene.Store.HasRunsAsync(AnnouncementScene.Account with { Id = "105" }, TestTimeout.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_run_moves_only_from_where_it_is_and_the_bell_rings(DatabaseKind kind)
    {
        await using var scene = await OpenAsync(kind);
        var run = await scene.StartAsync();
        var rung = 0;
        using var listening = scene.Bell.Listen(() => rung++);

        Assert.False(await scene.Store.MoveRunAsync(run.Number, [RunState.Sending], RunState.Stopped, null, scene.Audit("stop"), TestTimeout.Token));
        Assert.True(await scene.Store.MoveRunAsync(
            run.Number, [RunState.Due, RunState.Collecting], RunState.Failed, "Nobody.", scene.Audit("fail"), TestTimeout.Token));

        var found = await scene.Store.FindRunAsync(run.Number, TestTimeout.Token);
        Assert.Equal((RunState.Failed, "Nobody.", scene.Clock.GetUtcNow()), (found!.State, found.Problem, found.FinishedAt));
        Assert.Equal(1, rung);
        Assert.Equal(["fail", "start"], (await scene.Store.AuditAsync("news", 10, TestTimeout.Token)).Select(one => one.Action));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Old_runs_are_forgotten_with_their_recipients_in_small_steps(DatabaseKind kind)
    {
        await using var scene = await OpenAsync(kind);
        var old = await scene.SendingAsync(5, "old");
        await scene.Store.MoveRunAsync(old.Number, [RunState.Sending], RunState.Stopped, null, null, TestTimeout.Token);
        scene.Clock.Advance(TimeSpan.FromHours(1));
        var open = await scene.SendingAsync(1, "open");
        var before = scene.Clock.GetUtcNow();

        var steps = new List<int>();
        do
        {
            steps.Add(await scene.Store.ForgetAsync(before, 3, TestTimeout.Token));
        }
        while (steps[^1] == 3);

        Assert.Equal([3, 3, 1], steps); // five recipients, a run, a record
        Assert.Null(await scene.Store.FindRunAsync(old.Number, TestTimeout.Token));
        Assert.Empty(await scene.RowsAsync(old));
        Assert.Single(await scene.RowsAsync(open));
    }

    private static void Same(object expected, object? actual) =>
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));

    private async Task<AnnouncementScene> OpenAsync(DatabaseKind kind) => new(await databases.MigratedAsync(kind));
}
