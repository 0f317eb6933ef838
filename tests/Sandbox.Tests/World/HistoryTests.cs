using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Tests.World;

public sealed class HistoryTests
{
    private const string Dialog = "5f0000000000000000000d01";
    private const int Author = 1;
    private const int Reader = 2;

    [Fact]
    public void Paging_through_a_hundred_thousand_messages_copies_only_what_is_shown()
    {
        const int count = 100_000;
        const int page = 100;
        var history = new History(count);
        for (var i = 0; i < count; i++)
        {
            Add(history, i, i / 10);
        }

        var (seen, before) = (0, GC.GetAllocatedBytesForCurrentThread());
        for (var skip = 0; skip < count; skip += page)
        {
            foreach (var message in history.Of(Dialog, Reader).Read(newestFirst: true, skip).Take(page))
            {
                seen += message.Id == Id(count - 1 - seen) ? 1 : 0;
            }
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(count, seen);
        Assert.InRange(bytes / (count / page), 0, 100 * page);   // one copy of the dialog would be 800,000 bytes a page
    }

    [Fact]
    public void A_period_has_both_its_ends()
    {
        var history = new History(100);
        foreach (var (number, seconds) in new[] { (0, 20L), (1, 10), (2, 30), (3, 10), (4, 20) })
        {
            Add(history, number, seconds);
        }

        var view = history.Of(Dialog, Reader);

        Assert.Equal([0, 4], Numbers(view.Between(11, 29).Read()));
        Assert.Equal([4, 0], Numbers(view.Between(20, 20).Read(newestFirst: true)));
        Assert.Equal([4, 2], Numbers(view.Between(20, long.MaxValue).Read(skip: 1)));
        Assert.Equal((5, 2, 0), (view.Between(long.MinValue, 30).Count, view.Between(0, 19).Count, view.Between(21, 29).Count));
        Assert.Empty(view.Between(30, 10).Read());
        Assert.Equal([0, 4], Numbers(view.Between(20, 30).Between(0, 20).Read()));
    }

    [Fact]
    public void A_period_holds_what_its_reader_sees()
    {
        var history = new History(100);
        for (var i = 0; i < 6; i++)
        {
            Add(history, i, i / 2);
        }

        history.Clear(Dialog, Reader);
        Add(history, 6, 1);
        Add(history, 7, 1);
        history.Hide(Id(6), Reader);

        var view = history.Of(Dialog, Reader).Between(1, 2);
        Assert.Equal([7], Numbers(view.Read()));
        Assert.Equal(1, view.Count);
    }

    [Fact]
    public void Messages_stand_by_date_and_within_a_second_by_arrival()
    {
        var history = new History(100);
        foreach (var (number, seconds) in new[] { (0, 20L), (1, 10), (2, 30), (3, 10), (4, 20) })
        {
            Add(history, number, seconds);
        }

        Assert.Equal([1, 3, 0, 4, 2], Numbers(history.Of(Dialog, Reader).Read()));
        Assert.Equal([4, 0, 3], Numbers(history.Of(Dialog, Reader).Read(newestFirst: true, skip: 1).Take(3)));
        Assert.Equal(Id(4), history.LastOf(Dialog, Reader)!.Id);   // the one that came last
    }

    [Fact]
    public void What_is_cleared_or_deleted_for_one_is_there_for_the_other()
    {
        var history = new History(100);
        for (var i = 0; i < 3; i++)
        {
            Add(history, i, i);
        }

        history.Clear(Dialog, Reader);
        Add(history, 3, 0);   // its clock is slow: it came later all the same
        Add(history, 4, 4);
        history.Hide(Id(4), Reader);

        Assert.Equal([3], Numbers(history.Of(Dialog, Reader).Read()));
        Assert.Equal((1, 1), (history.Of(Dialog, Reader).Count, history.CountUnread(Dialog, Reader)));
        Assert.Equal([3], Numbers(history.Of(Dialog, Reader).Read(newestFirst: true)));
        Assert.Equal(Id(3), history.LastOf(Dialog, Reader)!.Id);
        Assert.Null(history.Find(Id(4), Reader));
        Assert.Null(history.Find(Id(0), Reader));
        Assert.Equal([0, 3, 1, 2, 4], Numbers(history.Of(Dialog, Author).Read()));
        Assert.Equal(Id(4), history.LastOf(Dialog, Author)!.Id);
        Assert.NotNull(history.Find(Id(0), Author));
    }

    [Fact]
    public void What_is_cleared_for_all_is_gone_and_does_not_take_the_place_of_others()
    {
        var history = new History(3);
        for (var i = 0; i < 3; i++)
        {
            Add(history, i, i);
        }

        history.Clear(Dialog);
        Add(history, 3, 3);
        Add(history, 4, 4);

        Assert.Equal([3, 4], Numbers(history.Of(Dialog, Reader).Read()));
        Assert.Null(history.Find(Id(0)));
    }

    [Fact]
    public void The_oldest_make_room_wherever_their_dates_put_them()
    {
        var history = new History(2);
        Add(history, 0, 99);
        Add(history, 1, 50);
        Add(history, 2, 1);

        Assert.Equal([2, 1], Numbers(history.Of(Dialog, Reader).Read()));
        Assert.Equal(2, history.CountUnread(Dialog, Reader));
    }

    [Fact]
    public void A_view_stays_what_it_was_when_messages_come_and_go()
    {
        var history = new History(100);
        Add(history, 0, 0);
        Add(history, 1, 1);
        var view = history.Of(Dialog, Reader);

        history.Remove(Id(0));
        Add(history, 2, 2);

        Assert.Equal([0, 1], Numbers(view.Read()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_unread_is_counted_without_looking_at_the_messages_and_yet_right(int seed)
    {
        const int steps = 3_000;
        var random = new Random(seed);
        var history = new History(40);
        for (var step = 0; step < steps; step++)
        {
            var (number, user) = (random.Next(Math.Max(0, step - 80), step + 1), random.Next(1, 5));
            switch (random.Next(100))
            {
                case < 50:
                    Add(history, step, random.Next(20), user);
                    break;
                case < 80:
                    history.Mark(Id(number), user, read: random.Next(3) > 0);
                    break;
                case < 90:
                    history.Hide(Id(number), user);
                    break;
                case < 97:
                    history.Remove(Id(number));
                    break;
                case < 99:
                    history.Clear(Dialog, user);
                    break;
                default:
                    history.Clear(Dialog);
                    break;
            }

            Assert.All(Enumerable.Range(1, 4), reader => Assert.Equal(
                history.Of(Dialog, reader).Read().Count(message => !message.ReadIds.Contains(reader)),
                history.CountUnread(Dialog, reader)));
        }
    }

    private static void Add(History history, int number, long seconds, int author = Author) => Assert.True(history.TryAdd(new StoredMessage
    {
        Id = Id(number),
        DialogId = Dialog,
        SenderId = author,
        RecipientId = 0,
        DateSent = seconds,
        CreatedAt = DateTimeOffset.UnixEpoch,
    }));

    private static string Id(int number) => $"5f00000000000000000{number:x5}";

    private static IEnumerable<int> Numbers(IEnumerable<StoredMessage> messages) =>
        messages.Select(message => Convert.ToInt32(message.Id[^5..], 16));
}
