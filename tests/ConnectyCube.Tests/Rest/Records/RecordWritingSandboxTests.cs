using System.Net;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.ConnectyCube.Rest.Records;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Rest.Records;

/// <summary>Custom objects are changed and deleted: the client and the sandbox, which were written apart from each other.</summary>
public sealed class RecordWritingSandboxTests : IAsyncLifetime
{
    private const string Missing = "5f00000000000000000000ff";

    private SandboxedNotes _notes = null!;

    private static RecordChange<Note> Change { get; } = new();

    public async Task InitializeAsync() => _notes = await SandboxedNotes.StartAsync();

    public async Task DisposeAsync() => await _notes.DisposeAsync();

    [Fact]
    public async Task An_update_changes_what_it_names_and_nothing_else()
    {
        var id = Assert.Single(await _notes.MakeAsync(new Note { Name = "a", Level = 1, Tags = ["x"] }));

        var changed = await _notes.Bot.UpdateAsync(id, new Note { Name = "b" }, TestTimeout.Token);
        var cleared = await _notes.Bot.UpdateAsync(
            id, Change.Set(NoteField.Tags, ["y", "z"]).Set(NoteField.Name, null!).Set(NoteField.Done, true), TestTimeout.Token);

        Assert.Equal(("b", 1L), (changed.Fields.Name, changed.Fields.Level));
        Assert.Equal((null, 1L, true), (cleared.Fields.Name, cleared.Fields.Level, cleared.Fields.Done));
        Assert.Equal(["y", "z"], cleared.Fields.Tags);
    }

    [Fact]
    public async Task A_list_and_a_number_are_changed_from_what_they_are()
    {
        var id = Assert.Single(await _notes.MakeAsync(new Note { Level = 5, Weight = 1.5, Tags = ["a", "b"] }));

        async Task<string> TagsAsync(RecordChange<Note> change) =>
            string.Concat((await _notes.Bot.UpdateAsync(id, change, TestTimeout.Token)).Fields.Tags!);

        Assert.Equal("abca", await TagsAsync(Change.Append(NoteField.Tags, "c", "a")));
        Assert.Equal("abcad", await TagsAsync(Change.AppendMissing(NoteField.Tags, "d", "b")));
        Assert.Equal("bcd", await TagsAsync(Change.Remove(NoteField.Tags, "a")));
        Assert.Equal("cd", await TagsAsync(Change.RemoveFirst(NoteField.Tags)));
        Assert.Equal("c", await TagsAsync(Change.RemoveLast(NoteField.Tags)));
        var counted = await _notes.Bot.UpdateAsync(
            id, Change.Set(new Note { Level = 99, Name = "n" }).Increment(NoteField.Level, -2).Increment(NoteField.Weight, 0.25), TestTimeout.Token);
        Assert.Equal((3L, 1.75, "n"), (counted.Fields.Level, counted.Fields.Weight, counted.Fields.Name));
    }

    [Fact]
    public async Task Those_who_count_at_once_are_all_counted()
    {
        var id = Assert.Single(await _notes.MakeAsync(new Note()));

        await Task.WhenAll(Enumerable.Range(0, 50).Select(
            _ => _notes.Bot.UpdateAsync(id, Change.Increment(NoteField.Level, 1), TestTimeout.Token)));

        Assert.Equal(50, (await _notes.Bot.GetAsync(id, TestTimeout.Token))!.Fields.Level);
    }

    [Fact]
    public async Task Several_are_changed_each_in_its_way()
    {
        var ids = await _notes.MakeAsync(new Note { Level = 1 }, new Note { Level = 2 }, new Note { Level = 3 });

        var report = await _notes.Bot.UpdateAsync(
            new Dictionary<string, RecordChange<Note>>(StringComparer.Ordinal)
            {
                [ids[0]] = Change.Set(new Note { Level = 7 }),
                [Missing] = Change.Set(NoteField.Level, 8),
                [ids[2]] = Change.Increment(NoteField.Level, 6),
            },
            TestTimeout.Token);

        Assert.Equal([(ids[0], 7L), (ids[2], 9L)], report.Updated.Select(record => (record.Id, record.Fields.Level!.Value)));
        Assert.Equal([Missing], report.NotFound);
        Assert.Equal(2, (await _notes.Bot.GetAsync(ids[1], TestTimeout.Token))!.Fields.Level);
    }

    [Fact]
    public async Task What_fits_conditions_is_changed_or_deleted_as_far_as_the_caller_may()
    {
        await _notes.MakeAsync(
            new Note { Name = "a", Level = 1, Done = true, Tags = ["x", "y"] }, new Note { Name = "b", Level = 2 }, new Note { Name = "c", Level = 3 });
        await _notes.Alice.CreateAsync(new Note { Name = "d", Level = 3 }, TestTimeout.Token);
        var all = _notes.Bot.Query.All;

        Task<long> ChangeAsync(Query<Record<Note>> query) =>
            _notes.Bot.UpdateWhereAsync(query, Change.Increment(NoteField.Level, 10), TestTimeout.Token);

        Assert.Equal(2, await ChangeAsync(all.Where(NoteField.Level, Is.AtLeast(2L)).Where(NoteField.Level, Is.LessThan(10L))));
        Assert.Equal(1, await ChangeAsync(all.Where(NoteField.Name, Is.In("a", "d"))));
        Assert.Equal(1, await ChangeAsync(all.Where(NoteField.Done, Is.EqualTo(true)).Where(NoteField.Tags, Is.ContainingAll("x", "y"))));
        Assert.Equal(0, await ChangeAsync(all.Where(NoteField.Name, Is.NotIn("a", "b", "c"))));
        Assert.Equal(1, await _notes.Bot.DeleteWhereAsync(all.Where(NoteField.Level, Is.In(13L, 3L)), TestTimeout.Token));
        var left = await _notes.Bot.ListAsync(all, null, TestTimeout.Token);
        Assert.Equal([("a", 21L), ("b", 12L), ("d", 3L)], left.Items.Select(record => (record.Fields.Name!, record.Fields.Level!.Value)));
    }

    [Fact]
    public async Task Deleted_objects_are_named_by_what_became_of_them()
    {
        var own = await _notes.MakeAsync(new Note(), new Note());
        var foreign = (await _notes.Alice.CreateAsync(new Note(), TestTimeout.Token)).Id;

        var several = await _notes.Bot.DeleteAsync([own[0], foreign, Missing], TestTimeout.Token);
        var one = await _notes.Bot.DeleteAsync([own[1]], TestTimeout.Token);
        var refused = await _notes.Bot.DeleteAsync([foreign], TestTimeout.Token);
        var missing = await _notes.Bot.DeleteAsync([own[0]], TestTimeout.Token);

        Assert.Equal((own[0], foreign, Missing), (several.Deleted.Single(), several.NotPermitted.Single(), several.NotFound.Single()));
        Assert.Equal((own[1], foreign, own[0]), (one.Deleted.Single(), refused.NotPermitted.Single(), missing.NotFound.Single()));
        Assert.Equal(1, await _notes.Bot.CountAsync(_notes.Bot.Query.All, TestTimeout.Token));
    }

    [Fact]
    public async Task What_is_refused_says_why()
    {
        var own = Assert.Single(await _notes.MakeAsync(new Note { Name = "a", Permissions = SandboxedNotes.OwnerOnly }));
        var unknown = _notes.Class("NoSuchClass");
        var reports = _notes.Class("MessageReports");
        var all = _notes.Bot.Query.All;

        await RefusedAsync(HttpStatusCode.Forbidden, () => _notes.Alice.UpdateAsync(own, new Note { Name = "b" }, TestTimeout.Token));
        await RefusedAsync(HttpStatusCode.Forbidden, () => _notes.Alice.GetAsync(own, TestTimeout.Token));
        await RefusedAsync(HttpStatusCode.Forbidden, () => _notes.Alice.UpdateAsync(
            new Dictionary<string, RecordChange<Note>>(StringComparer.Ordinal) { [own] = Change.Set(NoteField.Level, 1) }, TestTimeout.Token));
        await RefusedAsync(HttpStatusCode.NotFound, () => _notes.Bot.UpdateAsync(Missing, new Note { Name = "b" }, TestTimeout.Token));
        await RefusedAsync(HttpStatusCode.NotFound, () => reports.UpdateAsync(own, new Note { Name = "b" }, TestTimeout.Token));
        await RefusedAsync(HttpStatusCode.NotFound, () => unknown.CreateAsync(new Note(), TestTimeout.Token));
        await RefusedAsync(HttpStatusCode.NotFound, () => unknown.ListAsync(all, null, TestTimeout.Token));
        await RefusedAsync(HttpStatusCode.NotFound, () => unknown.CountAsync(all, TestTimeout.Token));
        await RefusedAsync(HttpStatusCode.NotFound, () => unknown.GetAsync([own, Missing], TestTimeout.Token));
        var wrong = await RefusedAsync(HttpStatusCode.UnprocessableEntity, () => _notes.Bot.UpdateAsync(
            own, Change.Set(_notes.Bot.Query.Field<string>("level"), "much"), TestTimeout.Token));

        Assert.Equal("is not of type integer", wrong.Fields["level"].Single());
        Assert.Equal("a", (await _notes.Bot.GetAsync(own, TestTimeout.Token))!.Fields.Name);
    }

    private static async Task<ConnectyCubeException> RefusedAsync(HttpStatusCode status, Func<Task> call)
    {
        var error = await Assert.ThrowsAsync<ConnectyCubeException>(call);
        Assert.Equal(status, error.Status);
        return error;
    }
}
