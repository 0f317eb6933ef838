using BotPlatform.BotSdk.Capabilities;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Tests.Capabilities;

/// <summary>What bots ask about what was written before, and what they make of the answers.</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task It_is_asked_for_page_by_page_with_the_same_words()
    {
        var filter = new HistoryFilter { Sender = Sample.User, Since = Sample.Moment };
        var options = new HistoryOptions { Filter = filter, Order = HistoryOrder.NewestFirst, MarkAsRead = true, PageSize = 2 };
        var (texts, bot) = Reading(context => context.History.ReadAsync(Sample.Group, options, TestTimeout.Token));
        bot.Answer((GetHistory asked) => asked.Cursor switch
        {
            null => Page("next", Message("4", second: 4), Message("3", second: 3)),
            "next" => Page("last", Message("2", second: 2), Message("1", second: 1)),
            _ => Page(null),
        });

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal(["4", "3", "2", "1"], texts);
        var first = new GetHistory
        {
            Account = Sample.Account,
            Dialog = Sample.Group,
            Filter = filter,
            Order = HistoryOrder.NewestFirst,
            MarkAsRead = true,
            PageSize = 2,
        };
        Assert.Equal([first, first with { Cursor = "next" }, first with { Cursor = "last" }], bot.Requests);
    }

    [Fact]
    public async Task What_a_page_repeats_of_the_same_second_comes_once()
    {
        var (texts, bot) = Reading(context => context.History.ReadAsync(Sample.Group, TestTimeout.Token));
        bot.Answer((GetHistory asked) => asked.Cursor switch
        {
            null => Page("next", Message("1", second: 1), Message("2", second: 2), Message("3", second: 2)),
            "next" => Page("last", Message("2", second: 2), Message("3", second: 2), Message("4", second: 2)),
            _ => Page(null, Message("3", second: 2), Message("4", second: 2), Message("5", second: 3)),
        });

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal(["1", "2", "3", "4", "5"], texts);
    }

    [Fact]
    public async Task Who_stops_reading_asks_no_further()
    {
        var (texts, bot) = Reading(context => context.History.ReadLastAsync(Sample.Group, 3, TestTimeout.Token));
        bot.Answer((GetHistory asked) => asked.Cursor is null
            ? Page("next", Message("9", second: 9), Message("8", second: 8), Message("7", second: 7))
            : throw new InvalidOperationException("It was asked further."));

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal(["9", "8", "7"], texts);
        var asked = Assert.IsType<GetHistory>(Assert.Single(bot.Requests));
        Assert.Equal((HistoryOrder.NewestFirst, 3, false), (asked.Order, asked.PageSize, asked.MarkAsRead));
    }

    [Fact]
    public async Task Nothing_is_asked_before_the_first_message_is_read()
    {
        IAsyncEnumerable<PastMessage>? messages = null;
        var bot = ScriptedBot.Harness((_, context, token) =>
        {
            messages = context.History.ReadAsync(Sample.Group, token);
            return Task.CompletedTask;
        });

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.NotNull(messages);
        Assert.Empty(bot.Requests);
    }

    [Fact]
    public async Task A_refusal_comes_out_where_the_messages_are_read()
    {
        string? reason = null;
        var bot = ScriptedBot.Harness(async (_, context, token) => reason = (await Assert.ThrowsAsync<RequestFailedException>(
            async () => await context.History.ReadAsync(Sample.Group, token).ToListAsync(token))).Reason);
        bot.Answer<GetHistory, HistoryPage>(_ => throw new RequestFailedException("Not yours.", "forbidden"));

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal("forbidden", reason);
    }

    [Fact]
    public async Task Messages_are_counted_previewed_and_found()
    {
        var seen = new List<object?>();
        var bot = ScriptedBot.Harness(async (_, context, token) =>
        {
            seen.Add(await context.History.CountAsync(Sample.Group, token));
            seen.Add(await context.History.CountAsync(Sample.Group, new HistoryFilter { TextContains = "x" }, token));
            seen.Add(Assert.Single(await context.History.PreviewAsync(Sample.Group, token)).Text);
            seen.Add((await context.History.FindAsync(Sample.Group, "m1", token))?.Text);
            seen.Add((await context.History.FindAsync(Sample.Group, "m2", token))?.Text);
        });
        bot.Answer((CountHistory asked) => new HistoryCount(asked.Filter.TextContains is null ? 7 : 2));
        bot.Answer((PreviewHistory _) => new HistoryPreview { Messages = [Message("last", second: 1)] });
        bot.Answer((FindPastMessage asked) => new FoundPastMessage
        {
            Message = asked.MessageId == "m1" ? Message("found", second: 1) : null,
        });

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal([7L, 2L, "last", "found", null], seen);
        Assert.Equal(new PreviewHistory { Account = Sample.Account, Dialog = Sample.Group }, bot.Requests[2]);
        Assert.Equal(new FindPastMessage { Account = Sample.Account, Dialog = Sample.Group, MessageId = "m1" }, bot.Requests[3]);
    }

    [Fact]
    public async Task A_text_is_searched_for_in_all_dialogs_or_as_it_is_said()
    {
        var found = new List<HistoryFindings>();
        var search = new HistorySearch
        {
            Text = "pizza",
            Dialogs = [Sample.Group],
            Since = Sample.Moment,
            Until = Sample.Moment.AddDays(1),
            Limit = 5,
        };
        var bot = ScriptedBot.Harness(async (_, context, token) =>
        {
            found.Add(await context.History.SearchAsync("pizza", token));
            found.Add(await context.History.SearchAsync(search, token));
        });
        var answer = new HistoryFindings { Messages = [Message("pizza!", second: 1)], Dialogs = [Sample.Group], Users = [Sample.User] };
        bot.Answer((SearchHistory _) => answer);

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.All(found, one => Assert.Same(answer, one));
        var (plain, narrow) = (Assert.IsType<SearchHistory>(bot.Requests[0]), Assert.IsType<SearchHistory>(bot.Requests[1]));
        Assert.Equal(("pizza", null, null, null), (plain.Text, plain.Since, plain.Until, plain.Limit));
        Assert.Empty(plain.Dialogs);
        Assert.Equal(("pizza", search.Since, search.Until, 5), (narrow.Text, narrow.Since, narrow.Until, narrow.Limit));
        Assert.Equal(search.Dialogs, narrow.Dialogs);
    }

    [Fact]
    public async Task Messages_are_deleted_and_what_became_of_each_is_told()
    {
        MessageDeletion? report = null;
        var bot = ScriptedBot.Harness(async (_, context, token) =>
        {
            await context.History.DeleteForMeAsync(["m1"], token);
            report = await context.History.DeleteForEverybodyAsync(["m2", "m3"], token);
        });
        bot.Answer((DeletePastMessages asked) => new MessageDeletion { Deleted = asked.MessageIds, NotFound = [], NotPermitted = ["m4"] });

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal([false, true], bot.Requests.Cast<DeletePastMessages>().Select(r => r.ForEverybody));
        Assert.Equal(["m2", "m3"], report!.Deleted);
        Assert.Equal(["m4"], report.NotPermitted);
    }

    [Fact]
    public async Task Who_reacted_how_is_told()
    {
        IReadOnlyDictionary<string, IReadOnlyList<UserRef>>? users = null;
        var bot = ScriptedBot.Harness(async (_, context, token) => users = await context.History.ReactionsAsync("m1", token));
        bot.Answer((GetReactions _) => new MessageReactions
        {
            Users = new Dictionary<string, IReadOnlyList<UserRef>> { ["👍"] = [Sample.User] },
        });

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal([Sample.User], users!["👍"]);
        Assert.Equal(new GetReactions { Account = Sample.Account, MessageId = "m1" }, Assert.Single(bot.Requests));
    }

    private static (List<string> Texts, BotHarness<ScriptedBot> Bot) Reading(Func<IBotContext, IAsyncEnumerable<PastMessage>> read)
    {
        var texts = new List<string>();
        return (texts, ScriptedBot.Harness(async (_, context, token) =>
        {
            await foreach (var message in read(context).WithCancellation(token))
            {
                texts.Add(message.Text);
            }
        }));
    }

    private static HistoryPage Page(string? next, params PastMessage[] messages) => new() { Messages = messages, Next = next };

    private static PastMessage Message(string text, int second) => new()
    {
        Dialog = Sample.Group,
        MessageId = $"id-{text}",
        Sender = Sample.User,
        SentAt = Sample.Moment.AddSeconds(second),
        Text = text,
    };
}
