using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;
using Old = BotPlatform.Sandbox.Chaos.PastMessage;

namespace BotPlatform.ConnectyCube.Tests.Abilities;

/// <summary>Section 6.2 between a connector and the sandbox: parts of a history, and pages of it.</summary>
public sealed class HistoryPagesTests : IAsyncLifetime
{
    private const long NewYear = 1_767_225_600;

    private RestScene _scene = null!;
    private string _group = "";

    public async Task InitializeAsync()
    {
        _scene = await RestScene.StartAsync();
        _group = await _scene.Network.CreateGroupAsync("alice", 100);
    }

    public Task DisposeAsync() => _scene.DisposeAsync().AsTask();

    [Theory]
    [InlineData(HistoryOrder.OldestFirst, "1 2 3 4 5")]
    [InlineData(HistoryOrder.NewestFirst, "5 4 3 2 1")]
    public async Task M34_it_is_read_from_either_end_page_by_page(HistoryOrder order, string texts)
    {
        Fill(Enumerable.Range(1, 5).Select(i => new Old(101, NewYear + (i / 3), $"{i}")));

        var pages = new List<HistoryPage>();
        for (string? cursor = ""; cursor is not null; cursor = pages[^1].Next)
        {
            pages.Add(await PageAsync(Request() with { Order = order, PageSize = 2, Cursor = cursor.Length == 0 ? null : cursor }));
        }

        Assert.Equal(texts, Texts(pages.SelectMany(p => p.Messages)));
        Assert.All(pages, page => Assert.InRange(page.Messages.Count, 0, 2));
    }

    [Fact]
    public async Task M34_it_is_filtered_by_time_sender_text_and_attachments_and_counted()
    {
        Fill([new Old(101, NewYear, "one"), new Old(102, NewYear + 1, "two"), new Old(101, NewYear + 2, "three")]);
        await _scene.Alice.Messages.CreateAsync(
            new NewMessage { DialogId = _group, Text = "four", Attachments = [new MessageAttachment { Type = "video" }] }, TestTimeout.Token);
        var second = DateTimeOffset.FromUnixTimeSeconds(NewYear + 1);
        var half = TimeSpan.FromMilliseconds(500);

        await EqualAsync("two three four", new HistoryFilter { Since = second });
        await EqualAsync("three four", new HistoryFilter { Since = second + half });
        await EqualAsync("one", new HistoryFilter { Until = second });
        await EqualAsync("one two", new HistoryFilter { Until = second + half });
        await EqualAsync("two", new HistoryFilter { Since = second, Until = second + half });
        await EqualAsync("one three four", new HistoryFilter { Sender = new UserRef("101") });
        await EqualAsync("two four", new HistoryFilter { TextContains = "o", Since = second });
        await EqualAsync("four", new HistoryFilter { AttachmentType = "video" });
        await EqualAsync("", new HistoryFilter { AttachmentType = "image" });

        async Task EqualAsync(string texts, HistoryFilter filter)
        {
            var count = await _scene.AskAsync<CountHistory, HistoryCount>(
                new CountHistory { Account = _scene.Bot.Account, Dialog = new DialogRef(_group), Filter = filter });
            Assert.Equal(texts, Texts((await PageAsync(Request() with { Filter = filter })).Messages));
            Assert.Equal(texts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, count.Count);
        }
    }

    [Fact]
    public async Task M34_what_an_app_sent_in_milliseconds_is_of_its_own_time()
    {
        Fill([new Old(101, NewYear * 1000, "old"), new Old(101, (NewYear + 9) * 1000, "new"), new Old(101, NewYear + 9, "seconds")]);
        var since = new HistoryFilter { Since = DateTimeOffset.FromUnixTimeSeconds(NewYear + 5) };

        var page = await PageAsync(Request() with { Filter = since });

        Assert.Equal("seconds new", Texts(page.Messages));
        Assert.All(page.Messages, m => Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(NewYear + 9), m.SentAt));
    }

    [Fact]
    public async Task M34_a_filter_goes_on_over_several_pages()
    {
        Fill(Enumerable.Range(0, 60).Select(i => new Old(i % 2 == 0 ? 101 : 102, NewYear + (i / 7), $"{i}")));
        var filter = new HistoryFilter
        {
            Sender = new UserRef("102"),
            Since = DateTimeOffset.FromUnixTimeSeconds(NewYear + 2),
            Until = DateTimeOffset.FromUnixTimeSeconds(NewYear + 6),
        };

        var texts = new List<string>();
        var request = Request() with { Filter = filter, PageSize = 3, Order = HistoryOrder.NewestFirst };
        do
        {
            var page = await PageAsync(request);
            texts.AddRange(page.Messages.Select(m => m.Text));
            request = request with { Cursor = page.Next };
        }
        while (request.Cursor is not null);

        Assert.Equal(Enumerable.Range(14, 28).Where(i => i % 2 == 1).Reverse().Select(i => $"{i}"), texts);
    }

    [Theory]
    [InlineData(HistoryOrder.OldestFirst)]
    [InlineData(HistoryOrder.NewestFirst)]
    public async Task M34_every_message_that_stays_comes_while_others_write_and_delete(HistoryOrder order)
    {
        var ids = Fill(Enumerable.Range(0, 3_000).Select(i => new Old(101, NewYear + (i < 1_500 ? i / 7 : i / 500 * 500), $"{i}")));
        var random = new Random(1);
        var stays = ids.Where((_, i) => i % 10 != 3).ToList();
        var goes = new Queue<string>(ids.Where((_, i) => i % 10 == 3).OrderBy(_ => random.Next()));
        var read = new Dictionary<string, PastMessage>();
        var request = Request() with { Order = order, PageSize = 100 };
        do
        {
            var page = await PageAsync(request);
            foreach (var message in page.Messages)
            {
                // Only those of one second may come again.
                Assert.True(
                    read.TryAdd(message.MessageId, message) || message.SentAt == page.Messages[0].SentAt,
                    $"{message.Text} came twice.");
            }

            await _scene.WriteAsync(_group, "new");
            for (var i = 0; i < 8 && goes.TryDequeue(out var id); i++)
            {
                await _scene.Alice.Messages.DeleteAsync([id], DeletionScope.ForEverybody, TestTimeout.Token);
            }

            request = request with { Cursor = page.Next };
        }
        while (request.Cursor is not null && read.Count < 4_000);

        Assert.Empty(stays.Except(read.Keys));
    }

    private GetHistory Request() => new() { Account = _scene.Bot.Account, Dialog = new DialogRef(_group) };

    private Task<HistoryPage> PageAsync(GetHistory request) => _scene.AskAsync<GetHistory, HistoryPage>(request);

    private IReadOnlyList<string> Fill(IEnumerable<Old> messages) =>
        _scene.Network.Server.Chaos.FillHistory(_group, messages);

    private static string Texts(IEnumerable<PastMessage> messages) => string.Join(' ', messages.Select(m => m.Text));
}
