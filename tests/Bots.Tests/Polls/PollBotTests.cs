using BotPlatform.Bots.Polls;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;

namespace BotPlatform.Bots.Tests.Polls;

public sealed class PollBotTests
{
    private const string Lunch = "!poll \"Lunch?\" Pizza, Sushi, Salad";

    private static readonly UserRef Bob = new("102");

    private readonly BotHarness<PollBot> _bot = new(catalog => new PollBot(catalog));

    private string Shown => _bot.CommandsOf<EditMessage>()[^1].Text;

    [Fact]
    public async Task Posts_numbered_options()
    {
        await SayAsync(Lunch);

        Assert.Equal(
            "📊 Lunch?\n1️⃣ Pizza\n2️⃣ Sushi\n3️⃣ Salad\nVote with !vote NUMBER, or react with the number.",
            Assert.Single(_bot.Sent).Text);
    }

    [Fact]
    public async Task A_vote_is_noted_and_the_message_shows_it()
    {
        var id = await BeginAsync(Lunch);

        await SayAsync("!vote 2");

        Assert.Equal("Your vote: Sushi.", _bot.Sent[^1].Text);
        var edit = Assert.Single(_bot.CommandsOf<EditMessage>());
        Assert.Equal(id, edit.MessageId);
        Assert.Equal(
            "📊 Lunch?\n1️⃣ Pizza\n2️⃣ Sushi: 1\n3️⃣ Salad\nVoters: 1\nVote with !vote NUMBER, or react with the number.", edit.Text);
    }

    [Fact]
    public async Task The_last_vote_of_a_person_counts()
    {
        await BeginAsync(Lunch);

        await SayAsync("!vote 1");
        await SayAsync("!vote 1", Bob);
        await SayAsync("!vote 3");

        Assert.Contains("Pizza: 1\n2️⃣ Sushi\n3️⃣ Salad: 1\nVoters: 2", Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reaction_is_a_vote_and_taking_it_away_takes_the_vote_back()
    {
        var id = await BeginAsync(Lunch);

        await ReactAsync(id, Sample.User, ["2️⃣"], []);
        Assert.Contains("Sushi: 1", Shown, StringComparison.Ordinal);
        await ReactAsync(id, Sample.User, ["1⃣", "🚀"], []);
        Assert.Contains("Pizza: 1\n2️⃣ Sushi\n", Shown, StringComparison.Ordinal);
        await ReactAsync(id, Sample.User, [], ["1️⃣"]);
        Assert.Contains("Pizza\n2️⃣ Sushi: 1", Shown, StringComparison.Ordinal);
        await ReactAsync(id, Sample.User, [], ["2️⃣"]);

        Assert.DoesNotContain("Voters", Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reaction_to_another_message_is_no_vote()
    {
        await BeginAsync(Lunch);

        await ReactAsync("another", Bob, ["1️⃣"], []);

        Assert.Empty(_bot.CommandsOf<EditMessage>());
    }

    [Fact]
    public async Task The_same_event_again_changes_nothing()
    {
        var id = await BeginAsync(Lunch);
        var reaction = Reaction(id, Bob, ["1️⃣"], []);

        await _bot.ReceiveAsync(reaction, TestTimeout.Token);
        await _bot.ReceiveAsync(reaction, TestTimeout.Token);

        Assert.Contains("Pizza: 1", Assert.Single(_bot.CommandsOf<EditMessage>()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Votes_of_many_people_at_the_same_time_are_all_counted()
    {
        var id = await BeginAsync(Lunch);

        // One harness a person, on the same memory.
        await Task.WhenAll(Enumerable.Range(1, 50).Select(user => Task.Run(() => _bot.Deploy(_bot.Bot).ReceiveAsync(
            Reaction(id, new UserRef($"{1000 + user}"), [user % 2 == 0 ? "1️⃣" : "2️⃣"], []), TestTimeout.Token))));
        await SayAsync("!poll results");

        Assert.Contains("Pizza: 25\n2️⃣ Sushi: 25\n3️⃣ Salad\nVoters: 50", _bot.Sent[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_poll_of_several_choices_each_counts()
    {
        await BeginAsync($"{Lunch} --multiple");

        await SayAsync("!vote 1 3");

        Assert.Equal("Your vote: Pizza, Salad.", _bot.Sent[^1].Text);
        Assert.Contains("Pizza: 1\n2️⃣ Sushi\n3️⃣ Salad: 1\nVoters: 1", Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zero_takes_a_vote_back()
    {
        await BeginAsync(Lunch);
        await SayAsync("!vote 1");

        await SayAsync("!vote 0");

        Assert.DoesNotContain("Voters", Shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("!vote", "The options are 1 to 3.")]
    [InlineData("!vote 4", "The options are 1 to 3.")]
    [InlineData("!vote -1", "The options are 1 to 3.")]
    [InlineData("!vote 1 2", "You have one vote: !vote NUMBER.")]
    [InlineData("!poll \"Dinner?\" Soup, Bread", "There is a poll already. !poll close ends it.")]
    public async Task What_does_not_fit_is_explained(string text, string answer)
    {
        await BeginAsync(Lunch);

        await SayAsync(text);

        Assert.Equal(answer, _bot.Sent[^1].Text);
        Assert.Empty(_bot.CommandsOf<EditMessage>());
    }

    [Theory]
    [InlineData("!vote 1")]
    [InlineData("!poll results")]
    [InlineData("!poll close")]
    public async Task Without_a_poll_it_says_how_to_begin_one(string text)
    {
        await SayAsync(text);

        Assert.StartsWith("There is no poll here.", Assert.Single(_bot.Sent).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_author_closes_the_poll()
    {
        await BeginAsync(Lunch);
        await SayAsync("!vote 1");

        await SayAsync("!poll close");
        await SayAsync("!vote 2", Bob);

        Assert.EndsWith("Voters: 1\nThe poll is closed.", Shown, StringComparison.Ordinal);
        Assert.EndsWith("The poll is closed.", _bot.Sent[^2].Text, StringComparison.Ordinal);
        Assert.Equal("The poll is closed.", _bot.Sent[^1].Text);
    }

    [Theory]
    [InlineData(true, "📊 Lunch?")]
    [InlineData(false, "Who began the poll closes it")]
    public async Task Of_the_others_only_admins_close_it(bool isAdmin, string answer)
    {
        _bot.Answer((GetDialog asked) => new DialogInfo
        {
            Dialog = asked.Dialog,
            Type = DialogType.Group,
            Owner = Sample.User,
            Members = [Sample.User, Bob],
            Admins = isAdmin ? [Bob] : [],
        });
        await BeginAsync(Lunch);

        await SayAsync("!poll close", Bob);

        Assert.StartsWith(answer, _bot.Sent[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_network_refused_an_edit_no_other_is_tried()
    {
        await BeginAsync(Lunch);
        await SayAsync("!vote 1");

        await _bot.ReceiveAsync(
            Sample.Failed(_bot.CommandsOf<EditMessage>()[0]) with { Dialog = Sample.Group }, TestTimeout.Token);
        await SayAsync("!vote 2");

        Assert.Single(_bot.CommandsOf<EditMessage>());
        Assert.Equal("Your vote: Sushi.", _bot.Sent[^1].Text);
    }

    [Fact]
    public async Task A_poll_that_could_not_be_posted_is_none()
    {
        _bot.Answer<SendMessageNow, MessageTaken>(_ => throw new RequestFailedException("No.", "forbidden"));

        await Assert.ThrowsAsync<RequestFailedException>(() => SayAsync(Lunch));
        await SayAsync("!vote 1");

        Assert.StartsWith("There is no poll here.", _bot.Sent[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_poll_survives_a_restart()
    {
        await BeginAsync(Lunch);
        await SayAsync("!vote 1");

        var next = _bot.Deploy(_bot.Bot);
        await next.ReceiveAsync(Sample.GroupMessage("!vote 2") with { Sender = Bob }, TestTimeout.Token);

        Assert.Contains("Pizza: 1\n2️⃣ Sushi: 1", Assert.Single(next.CommandsOf<EditMessage>()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_no_more_votes_fit_it_says_so_and_keeps_the_others()
    {
        var id = await BeginAsync(Lunch);
        for (var i = 0; i < 70; i++)
        {
            await ReactAsync(id, new UserRef($"{i}{new string('x', 1000)}"), ["1️⃣"], []);
        }

        await SayAsync("!vote 1", new UserRef($"{new string('y', 1000)}"));

        Assert.Equal("The poll holds no more votes.", _bot.Sent[^1].Text);
        Assert.Contains("Pizza: 6", Shown, StringComparison.Ordinal);
    }

    private async Task<string> BeginAsync(string text)
    {
        await SayAsync(text);
        return _bot.Sent[^1].CommandId; // the harness's network calls messages after their commands
    }

    private Task SayAsync(string text, UserRef? user = null) =>
        _bot.ReceiveAsync(Sample.GroupMessage(text) with { Sender = user ?? Sample.User }, TestTimeout.Token);

    private Task ReactAsync(string message, UserRef user, string[] added, string[] removed) =>
        _bot.ReceiveAsync(Reaction(message, user, added, removed), TestTimeout.Token);

    private static ReactionsChanged Reaction(string message, UserRef user, string[] added, string[] removed) =>
        Sample.Reactions(message, added) with
        {
            Dialog = Sample.Group,
            DialogKind = DialogKind.Group,
            User = user,
            Removed = removed,
        };
}
