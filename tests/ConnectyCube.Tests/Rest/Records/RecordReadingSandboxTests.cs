using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.ConnectyCube.Rest.Records;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Rest.Records;

/// <summary>Custom objects are looked for: the client and the sandbox, which were written apart from each other.</summary>
public sealed class RecordReadingSandboxTests : IAsyncLifetime
{
    private SandboxedNotes _notes = null!;

    public async Task InitializeAsync() => _notes = await SandboxedNotes.StartAsync();

    public async Task DisposeAsync() => await _notes.DisposeAsync();

    [Fact]
    public async Task What_was_written_is_read_by_its_id()
    {
        var before = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        var note = new Note { Name = "ü, \"x\"", Level = long.MaxValue, Weight = 0.1, Done = true, Tags = ["a,b", "c"] };

        var made = await _notes.Bot.CreateAsync(note, TestTimeout.Token);
        var read = await _notes.Alice.GetAsync(made.Id, TestTimeout.Token);

        Assert.Equal((made.Id, 100L, null), (read!.Id, read.UserId, read.ParentId));
        Assert.True(read.CreatedAt >= before && read.UpdatedAt == read.CreatedAt);
        Assert.Equal((note.Name, note.Level, note.Weight, note.Done), (read.Fields.Name, read.Fields.Level, read.Fields.Weight, read.Fields.Done));
        Assert.Equal(note.Tags, read.Fields.Tags);
    }

    [Fact]
    public async Task Several_are_read_by_their_ids_however_many_and_what_is_not_there_or_hidden_is_left_out()
    {
        const string Missing = "5f00000000000000000000ff";
        var ids = await _notes.MakeAsync([.. Enumerable.Range(0, 130).Select(i => new Note { Level = i })]);
        var hidden = await _notes.MakeAsync(new Note { Permissions = SandboxedNotes.OwnerOnly });

        var read = await _notes.Alice.GetAsync([.. ids, Missing, .. hidden], TestTimeout.Token);
        var none = await _notes.Alice.GetAsync([Missing], TestTimeout.Token);

        Assert.Equal(ids.Order(), read.Select(record => record.Id).Order());
        Assert.Empty(none);
        Assert.Null(await _notes.Alice.GetAsync(Missing, TestTimeout.Token));
        await Assert.ThrowsAsync<ArgumentException>(() => _notes.Alice.GetAsync([], TestTimeout.Token));
    }

    [Fact]
    public async Task Every_condition_finds_what_it_should()
    {
        var ids = await _notes.MakeAsync(
            new Note { Name = "a", Level = 1, Weight = 1, Done = true, Tags = ["x", "y"] },
            new Note { Name = "b,B", Level = 2, Weight = 1.5, Done = false, Tags = ["y"] },
            new Note { Name = "c", Level = 3 },
            new Note());
        var made = (await _notes.Bot.GetAsync(ids[0], TestTimeout.Token))!.CreatedAt!.Value;
        var all = _notes.Bot.Query.All;

        async Task FindsAsync(string expected, Query<Record<Note>> query)
        {
            var found = (await _notes.Alice.ListAsync(query, null, TestTimeout.Token)).Items.Select(record => ids.ToList().IndexOf(record.Id));
            Assert.Equal(expected, string.Concat(found));
            Assert.Equal(expected.Length, await _notes.Alice.CountAsync(query, TestTimeout.Token));
        }

        await FindsAsync("0123", all);
        await FindsAsync("1", all.Where(NoteField.Name, Is.EqualTo("b,B")));
        await FindsAsync("1", all.Where(NoteField.Name, Is.Containing("b,")));
        await FindsAsync("0", all.Where(NoteField.Done, Is.EqualTo(true)));
        await FindsAsync("023", all.Where(NoteField.Done, Is.NotEqualTo(false)));
        await FindsAsync("023", all.Where(NoteField.Level, Is.NotEqualTo(2L)));
        await FindsAsync("02", all.Where(NoteField.Level, Is.In(1L, 3L, 5L)));
        await FindsAsync("13", all.Where(NoteField.Level, Is.NotIn(1L, 3L)));
        await FindsAsync("12", all.Where(NoteField.Level, Is.GreaterThan(1L)));
        await FindsAsync("01", all.Where(NoteField.Level, Is.LessThan(3L)));
        await FindsAsync("12", all.Where(NoteField.Level, Is.AtLeast(2L)).Where(NoteField.Level, Is.AtMost(3L)));
        await FindsAsync("1", all.Where(NoteField.Weight, Is.GreaterThan(1.25)));
        await FindsAsync("0", all.Where(NoteField.Tags, Is.ContainingAll("x", "y")));
        await FindsAsync("01", all.Where(NoteField.Tags, Is.ContainingAll("y")));
        await FindsAsync("3", all.Where(_notes.Bot.Query.Id, Is.EqualTo(ids[3])));
        await FindsAsync("0123", all.Where(_notes.Bot.Query.UserId, Is.In(100L, 101L)));
        await FindsAsync("", all.Where(_notes.Bot.Query.UserId, Is.EqualTo(101L)));
        await FindsAsync("0123", all.Where(_notes.Bot.Query.CreatedAt, Is.AtLeast(made)));
        await FindsAsync("", all.Where(_notes.Bot.Query.UpdatedAt, Is.LessThan(made)));
    }

    [Fact]
    public async Task A_list_is_sorted_and_read_in_parts()
    {
        var ids = await _notes.MakeAsync(
            new Note { Name = "b", Level = 10 }, new Note { Name = "c", Level = 9 }, new Note { Name = "a", Level = 100 });

        async Task<string> ListAsync(ISortField<Record<Note>> field, Direction direction, Part? part = null) => string.Concat(
            (await _notes.Bot.ListAsync(_notes.Bot.Query.All.SortBy(field, direction), part, TestTimeout.Token))
            .Items.Select(record => record.Fields.Name));

        Assert.Equal("abc", await ListAsync(NoteField.Name, Direction.Ascending));
        Assert.Equal("abc", await ListAsync(NoteField.Level, Direction.Descending));
        Assert.Equal("acb", await ListAsync(_notes.Bot.Query.Id, Direction.Descending));
        Assert.Equal("bc", await ListAsync(NoteField.Name, Direction.Ascending, new Part { Offset = 1 }));
        Assert.Equal("b", await ListAsync(NoteField.Name, Direction.Ascending, new Part { Offset = 1, Limit = 1 }));
        var page = await _notes.Bot.ListAsync(_notes.Bot.Query.All, new Part { Offset = 2, Limit = 5 }, TestTimeout.Token);
        Assert.Equal((2L, 5L, ids[2]), (page.Skip, page.Limit, Assert.Single(page.Items).Id));
    }

    [Fact]
    public async Task All_are_read_once_each_while_others_are_made()
    {
        var made = new List<string>(await _notes.MakeAsync([.. Enumerable.Range(0, 250).Select(i => new Note { Level = i })]));
        var read = new List<string>();

        await foreach (var record in _notes.Alice.ListAllAsync(_notes.Alice.Query.All, TestTimeout.Token))
        {
            read.Add(record.Id);
            if (read.Count is 50 or 150)
            {
                made.AddRange(await _notes.MakeAsync([.. Enumerable.Range(0, 30).Select(i => new Note { Level = 1000 + i })]));
            }
        }

        Assert.Equal(made, read);
    }

    [Fact]
    public async Task All_of_one_moment_are_read_to_their_end()
    {
        await _notes.MakeAsync([.. Enumerable.Range(0, 250).Select(i => new Note { Level = i })]);
        var all = await _notes.Bot.ListAllAsync(_notes.Bot.Query.All, TestTimeout.Token).ToListAsync();
        var moment = all[^1].CreatedAt!.Value;

        var read = await _notes.Alice.ListAllAsync(
            _notes.Bot.Query.All.Where(_notes.Bot.Query.CreatedAt, Is.EqualTo(moment)), TestTimeout.Token).ToListAsync();

        Assert.Equal(all.Where(record => record.CreatedAt == moment).Select(record => record.Id), read.Select(record => record.Id));
    }
}
