using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Rest;

public sealed class CursorPagesTests
{
    private const int PageSize = 10;
    private readonly List<Item> _list = [];
    private int _reads;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(9, 1)]
    [InlineData(10, 1)]
    [InlineData(11, 1)]
    [InlineData(1_000, 1)]
    [InlineData(1_000, 3)]
    [InlineData(1_000, 10)]
    [InlineData(1_000, 37)]
    [InlineData(1_000, 1_000)]
    public async Task Every_item_comes_once_and_in_order_however_many_share_a_key(int count, int ofOneKey)
    {
        Fill(count, ofOneKey);

        Assert.Equal(_list, await AllAsync(Direction.Ascending));
        Assert.Equal(_list.AsEnumerable().Reverse(), await AllAsync(Direction.Descending));
    }

    [Fact]
    public async Task A_hundred_thousand_items_are_read_with_hardly_more_pages_than_they_fill()
    {
        Fill(100_000, ofOneKey: 7);

        var read = await AllAsync(Direction.Ascending, pageSize: 1_000);

        Assert.Equal(_list, read);
        Assert.InRange(_reads, 100, 110);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public async Task Nothing_is_skipped_or_doubled_while_new_items_arrive(int ofOneKey)
    {
        Fill(200, ofOneKey);
        var before = _list.ToList();

        var oldestFirst = await AllAsync(Direction.Ascending, onRead: () =>
        {
            if (_reads < 40)
            {
                Append(ofOneKey);
                Append(ofOneKey);
            }
        });

        Assert.Equal(_list.Take(oldestFirst.Count), oldestFirst);
        Assert.Empty(before.Except(oldestFirst));

        before = [.. _list];
        var newestFirst = await AllAsync(Direction.Descending, onRead: () => Append(ofOneKey));
        Assert.Equal(newestFirst.Count, newestFirst.Distinct().Count());
        Assert.Empty(before.Except(newestFirst));
    }

    [Theory]
    [InlineData(Direction.Ascending, false)]
    [InlineData(Direction.Ascending, true)]
    [InlineData(Direction.Descending, false)]
    [InlineData(Direction.Descending, true)]
    public async Task Nothing_that_stays_is_skipped_while_others_are_removed(Direction direction, bool pageByPage)
    {
        Fill(500, ofOneKey: 45);
        var random = new Random(1);
        var stays = _list.Where((_, i) => i % 3 != 0).ToList();
        var goes = _list.Except(stays).OrderBy(_ => random.Next()).ToList();
        var pages = Pages(
            (from, skip) =>
            {
                var page = Part(direction, from, skip, PageSize);
                foreach (var item in goes.Take(4))
                {
                    _list.Remove(item);
                }

                goes.RemoveRange(0, Math.Min(4, goes.Count));
                return page;
            },
            PageSize, direction);

        var read = await (pageByPage ? PageByPageAsync(pages) : pages.ReadAsync(TestTimeout.Token)).ToListAsync();

        Assert.Equal(read.Count, read.Distinct().Count());
        Assert.Empty(stays.Except(read));
        Assert.Empty(goes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(45)]
    public async Task A_list_that_stays_as_it_is_comes_once_page_by_page(int ofOneKey)
    {
        Fill(500, ofOneKey);
        var items = new List<Item>();
        for (var place = ListPlace.Start; place is not null;)
        {
            var step = await PagesOfList().ReadPageAsync(place, TestTimeout.Token);
            items.AddRange(step.Items);
            place = step.Next;
        }

        Assert.Equal(_list, items);
    }

    [Fact]
    public async Task A_page_whose_first_item_is_gone_repeats_those_with_its_key()
    {
        Fill(30, ofOneKey: 20);
        var first = await PagesOfList().ReadPageAsync(ListPlace.Start, TestTimeout.Token);
        _list.RemoveAll(i => i.Id is "id2" or "id9");

        var second = await PagesOfList().ReadPageAsync(first.Next!, TestTimeout.Token);

        Assert.Equal("id0 id1 id3 id4 id5 id6 id7 id8 id10 id11", string.Join(' ', second.Items.Select(i => i.Id)));
    }

    [Fact]
    public async Task A_long_list_of_one_key_from_which_items_go_is_not_read_from_its_beginning_each_time()
    {
        Fill(2_000, ofOneKey: 2_000);
        var before = _list.ToList();
        var reads = 0;
        var pages = Pages(
            (from, skip) =>
            {
                reads++;
                var page = Part(Direction.Ascending, from, skip, PageSize);
                _list.RemoveAt(0);
                return page;
            },
            PageSize, Direction.Ascending);

        var read = await PageByPageAsync(pages).Take(1_000).ToListAsync();

        Assert.Equal(before.Take(1_000), read);
        Assert.InRange(reads, 100, 400);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 2 3")]
    [InlineData("1 2 3 ")]
    [InlineData("1 -2 3 a")]
    [InlineData("1.5 2 3 a")]
    [InlineData("9223372036854775808 2 3 a")]
    public void What_is_no_place_is_not_read_as_one(string text) => Assert.False(ListPlace.TryParse(text, out _));

    [Fact]
    public async Task A_service_that_gives_less_than_asked_is_read_to_its_end()
    {
        Fill(100, ofOneKey: 2);

        Assert.Equal(_list, await AllAsync(Direction.Ascending, pageSize: 1_000, cap: 7));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_service_that_does_not_page_is_an_error_and_no_endless_loop(bool honoursKey)
    {
        Fill(100, ofOneKey: 20);

        var pages = Pages((from, _) => Part(Direction.Ascending, honoursKey ? from : null, 0, PageSize), PageSize, Direction.Ascending);

        await Assert.ThrowsAsync<ConnectyCubeException>(() => pages.ReadAsync(TestTimeout.Token).ToListAsync().AsTask());
        await Assert.ThrowsAsync<ConnectyCubeException>(() => PageByPageAsync(pages).ToListAsync().AsTask());
    }

    [Fact]
    public async Task A_list_without_a_key_is_read_by_place()
    {
        Fill(95, ofOneKey: 1);

        var pages = new CursorPages<Item>(
            (_, skip, _) => Task.FromResult(new Page<Item> { Items = [.. _list.Skip(skip).Take(PageSize)] }), PageSize, i => i.Id, _ => 0);

        Assert.Equal(_list, await pages.ReadAsync(TestTimeout.Token).ToListAsync());
    }

    private void Fill(int count, int ofOneKey)
    {
        for (var i = 0; i < count; i++)
        {
            Append(ofOneKey);
        }
    }

    private void Append(int ofOneKey) => _list.Add(new Item($"id{_list.Count}", _list.Count / ofOneKey));

    private Task<List<Item>> AllAsync(
        Direction direction, int pageSize = PageSize, int cap = int.MaxValue, Action? onRead = null) =>
        AllAsync((from, skip) =>
        {
            _reads++;
            var page = Part(direction, from, skip, Math.Min(pageSize, cap));
            onRead?.Invoke();
            return page;
        }, pageSize, direction, cap);

    private static async Task<List<Item>> AllAsync(
        Func<long?, int, List<Item>> part, int pageSize, Direction direction, int cap = int.MaxValue) =>
        await Pages(part, pageSize, direction, cap).ReadAsync(TestTimeout.Token).ToListAsync();

    private static CursorPages<Item> Pages(
        Func<long?, int, List<Item>> part, int pageSize, Direction direction, int cap = int.MaxValue) => new(
            (from, skip, _) => Task.FromResult(new Page<Item> { Items = part(from, skip), Limit = cap }), pageSize, i => i.Id, i => i.Key, direction);

    private CursorPages<Item> PagesOfList() =>
        Pages((from, skip) => Part(Direction.Ascending, from, skip, PageSize), PageSize, Direction.Ascending);

    /// <summary>As somebody reads who keeps nothing but the text of a place, and drops what comes again.</summary>
    private static async IAsyncEnumerable<Item> PageByPageAsync(CursorPages<Item> pages)
    {
        var known = new HashSet<Item>();
        for (ListPlace? place = ListPlace.Start; place is not null;)
        {
            var step = await pages.ReadPageAsync(place, TestTimeout.Token);
            foreach (var item in step.Items.Where(known.Add))
            {
                yield return item;
            }

            place = step.Next is not null && ListPlace.TryParse(step.Next.ToString(), out var next) ? next : null;
        }
    }

    private List<Item> Part(Direction direction, long? from, int skip, int limit) => direction == Direction.Ascending
        ? [.. _list.Where(i => from is null || i.Key >= from).Skip(skip).Take(limit)]
        : [.. _list.AsEnumerable().Reverse().Where(i => from is null || i.Key <= from).Skip(skip).Take(limit)];

    private sealed record Item(string Id, long Key);
}
