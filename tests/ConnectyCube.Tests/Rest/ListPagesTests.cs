using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Rest;

/// <summary>A list that is read page by page with nothing but a cursor in between.</summary>
public sealed class ListPagesTests
{
    private const int PageSize = 10;
    private readonly List<Item> _list = [];

    [Theory]
    [InlineData(0, 1)]
    [InlineData(9, 1)]
    [InlineData(10, 1)]
    [InlineData(11, 1)]
    [InlineData(500, 1)]
    [InlineData(500, 3)]
    [InlineData(500, 10)]
    [InlineData(500, 37)]
    [InlineData(500, 500)]
    public async Task Every_item_comes_once_and_in_order_however_many_share_a_key(int count, int ofOneKey)
    {
        Fill(count, ofOneKey);

        Assert.Equal(_list, await AllAsync(AlongKeys));
        Assert.Equal(_list, await AllAsync(InPlaces));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 45)]
    [InlineData(false, 1)]
    public async Task Nothing_that_stays_is_missing_while_others_are_removed(bool alongKeys, int ofOneKey)
    {
        Fill(500, ofOneKey);
        var random = new Random(1);
        var stays = _list.Where((_, i) => i % 3 != 0).ToList();
        var goes = new Queue<Item>(_list.Except(stays).OrderBy(_ => random.Next()));

        var read = await AllAsync(alongKeys ? AlongKeys : InPlaces, afterPage: () =>
        {
            for (var i = 0; i < 3 && goes.TryDequeue(out var item); i++)
            {
                _list.Remove(item);
            }
        });

        Assert.Empty(stays.Except(read));
        Assert.InRange(read.Count, stays.Count, 2 * 500);
    }

    [Fact]
    public async Task Nothing_is_missing_when_the_last_item_of_each_page_goes()
    {
        Fill(500, ofOneKey: 45);
        var before = _list.ToList();
        Item? last = null;

        var read = await AllAsync(AlongKeys, afterPage: () => _list.Remove(last!), onPage: items => last = items[^1]);

        Assert.Empty(before.Except(read));
    }

    [Fact]
    public async Task What_comes_at_the_end_is_read_too()
    {
        Fill(50, ofOneKey: 7);

        var read = await AllAsync(AlongKeys, afterPage: () => Fill(3, ofOneKey: 7));

        Assert.Equal(_list.Take(read.Count), read);
        Assert.InRange(read.Count, 60, _list.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_service_that_does_not_page_is_an_error_and_no_endless_list(bool honoursKey)
    {
        Fill(100, ofOneKey: 20);
        var pages = Pages(item => item.Key, (from, _) => Part(honoursKey ? from : null, 0));

        await Assert.ThrowsAsync<ConnectyCubeException>(() => AllAsync(pages));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.2")]
    [InlineData("1.2.")]
    [InlineData("1.-2.id")]
    [InlineData("a.2.id")]
    [InlineData("1.99999999999.id")]
    public async Task What_is_no_cursor_is_an_error(string cursor) =>
        await Assert.ThrowsAsync<ArgumentException>(() => AlongKeys.ReadAsync(cursor, TestTimeout.Token));

    [Theory]
    [InlineData("-7.3.a.b")]
    [InlineData(".0.5f")]
    public void A_cursor_is_written_as_it_is_read(string cursor) => Assert.Equal(cursor, ListCursor.Parse(cursor).ToString());

    private ListPages<Item> AlongKeys => Pages(item => item.Key, Part);

    private ListPages<Item> InPlaces => Pages(key: null, Part);

    private static ListPages<Item> Pages(Func<Item, long>? key, Func<long?, int, IReadOnlyList<Item>> part) =>
        new((from, skip, _) => Task.FromResult(new Page<Item> { Items = part(from, skip) }), PageSize, item => item.Id, key);

    private static async Task<List<Item>> AllAsync(
        ListPages<Item> pages, Action? afterPage = null, Action<IReadOnlyList<Item>>? onPage = null)
    {
        var read = new List<Item>();
        string? cursor = null;
        do
        {
            var page = await pages.ReadAsync(cursor, TestTimeout.Token);
            onPage?.Invoke(page.Items);
            read.AddRange(page.Items);
            cursor = page.Next;
            afterPage?.Invoke();
        }
        while (cursor is not null);

        return read;
    }

    private IReadOnlyList<Item> Part(long? from, int skip) =>
        [.. _list.Where(item => from is null || item.Key >= from).Skip(skip).Take(PageSize)];

    private void Fill(int count, int ofOneKey)
    {
        for (var i = 0; i < count; i++)
        {
            _list.Add(new Item($"id{_list.Count}", _list.Count / ofOneKey));
        }
    }

    private sealed record Item(string Id, long Key);
}
