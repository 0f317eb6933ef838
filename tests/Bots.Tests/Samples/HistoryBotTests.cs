using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;

namespace BotPlatform.Bots.Tests.Samples;

public sealed class HistoryBotTests
{
    private readonly BotHarness<ArchiveBot> _archive = new(new ArchiveBot(new ManualClock(Sample.Moment)));
    private readonly BotHarness<PollBot> _poll = new(new PollBot());

    // snippet:history-test
    [Fact]
    public async Task Counts_what_everybody_wrote()
    {
        _archive.Answer((GetHistory asked) => new HistoryPage { Messages = [Message("one"), Message("two")] });

        await _archive.ReceiveAsync(Sample.GroupMessage("!busy"));

        Assert.Equal("In the last day: 101: 2", Assert.Single(_archive.Sent).Text);
    }

    private static PastMessage Message(string text) => new()
    {
        Dialog = Sample.Group,
        MessageId = text,
        Sender = Sample.User,
        SentAt = Sample.Moment,
        Text = text,
    };
    // end

    [Fact]
    public async Task Asks_for_the_last_day_of_the_dialog()
    {
        _archive.Answer((GetHistory _) => new HistoryPage { Messages = [] });

        await _archive.ReceiveAsync(Sample.GroupMessage("!busy"), TestTimeout.Token);

        var asked = Assert.IsType<GetHistory>(Assert.Single(_archive.Requests));
        Assert.Equal((Sample.Group, Sample.Moment.AddDays(-1)), (asked.Dialog, asked.Filter.Since));
    }

    [Fact]
    public async Task Searches_the_dialog_and_explains_what_is_too_short()
    {
        _archive.Answer((SearchHistory asked) => asked.Text.Length < 4
            ? throw new RequestFailedException("Too short.", "bad-request")
            : new HistoryFindings { Messages = [Message("pizza")], Dialogs = asked.Dialogs, Users = [] });

        await _archive.ReceiveAsync(Sample.GroupMessage("!find pizza"), TestTimeout.Token);
        await _archive.ReceiveAsync(Sample.GroupMessage("!find pi"), TestTimeout.Token);

        Assert.Equal(["Found 1 times.", "Like this: !find TEXT, at least four characters."], _archive.Sent.Select(s => s.Text));
        Assert.Equal([Sample.Group], Assert.IsType<SearchHistory>(_archive.Requests[0]).Dialogs);
    }

    [Fact]
    public async Task Reacts_to_questions_and_counts_votes()
    {
        _poll.Answer((GetReactions _) => new MessageReactions
        {
            Users = new Dictionary<string, IReadOnlyList<UserRef>> { ["👍"] = [Sample.User] },
        });
        var question = Sample.GroupMessage("Pizza?");

        await _poll.ReceiveAsync(question, TestTimeout.Token);
        await _poll.ReceiveAsync(Sample.GroupMessage("Pizza!"), TestTimeout.Token);
        await _poll.ReceiveAsync(Sample.GroupMessage($"!votes {question.MessageId}"), TestTimeout.Token);

        var reaction = Assert.Single(_poll.CommandsOf<ChangeReactions>());
        Assert.Equal((question.MessageId, "👀", null), (reaction.MessageId, reaction.Add, reaction.Remove));
        Assert.Equal("Votes: 👍 1", Assert.Single(_poll.Sent).Text);
    }
}
