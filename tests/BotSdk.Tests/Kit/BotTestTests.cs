using BotPlatform.BotSdk.Access;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Messages;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotSdk.Tests.Kit;

/// <summary>The fluent kit: what a test says, and what it is told.</summary>
public sealed class BotTestTests
{
    [Fact]
    public async Task A_bot_answers_whoever_writes_to_it()
    {
        var bot = BotTest.Of(Repeat);

        await bot.Receives("hello").From("bob");

        bot.Replied("bob's 102 says hello");
        bot.Sent("bob's 102 says hello", to: bot.User("bob"));
    }

    [Fact]
    public async Task Only_what_came_of_the_last_step_counts()
    {
        var bot = BotTest.Of(one => one.OnMessage("^hi", () => "ho").OnMessage("^hush", () => { }));

        await bot.Receives("hi");
        await bot.Receives("hush");

        bot.DidNotReply();
        bot.DidNothing();
        Assert.Equal("ho", Assert.Single(bot.Acts).Text);
    }

    [Fact]
    public async Task A_wrong_expectation_shows_everything_that_was_said()
    {
        var bot = BotTest.Of(Repeat);
        await bot.Receives("one");
        await bot.Receives("two\nlines").From("bob").In("team");

        var error = Assert.Throws<BotTestException>(() => bot.Replied("nothing like it"));

        Assert.Equal(
            """
            The bot 'bot' should reply "nothing like it", and said "bob's 102 says two
            lines".

            What happened:
              03:04:05  alice: one
                          bot -> alice: alice's 101 says one
              03:04:05  bob in team: two
                          lines
                          bot -> team: bob's 102 says two
                          lines

            """,
            error.Message);
    }

    [Fact]
    public async Task An_event_that_nobody_awaits_is_noticed()
    {
        var bot = BotTest.Of(Repeat);
        await bot.Receives("one");

        _ = bot.Receives("two");

        Assert.Contains(
            "was not awaited", Assert.Throws<BotTestException>(() => bot.Replied("alice's 101 says two")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_knows_who_is_what_in_it()
    {
        var bot = BotTest.Of(one => one.OnCommand("lock", "Locks.", () => "Locked.").OnlyFor(DialogRole.Admin));
        var team = bot.Group("team").OwnedBy(bot.User("olga")).WithAdmins(bot.User("adam"));

        await bot.Receives("!lock").From("adam").In(team);
        bot.Replied("Locked.");
        await bot.Receives("!lock").From("olga").In(team);
        bot.Replied("Locked.");
        await bot.Receives("!lock").From("bob").In(team);
        bot.RepliedWith("not for you");
    }

    [Fact]
    public async Task A_mention_reaches_the_bot_in_a_group()
    {
        var bot = BotTest.Of(one => one.OnMention((Mention mention) => $"You said: {mention.Text}"));

        await bot.Receives("hello").In("team").Mentioning();
        bot.Replied("You said: hello");
        await bot.Receives("hello").In("team").Mentioning("bot");
        bot.Replied("You said: hello");
        await bot.Receives("hello").In("team");
        bot.DidNothing();
    }

    [Fact]
    public async Task What_people_do_to_messages_comes_as_events()
    {
        var bot = BotTest.Of(one => one
            .OnMessage("^poll", () => "Yes or no?")
            .On<MessageEdited>((e, context, token) => context.SayAsync(e.Dialog, $"now {e.Text}", token))
            .On<MessageDeleted>((e, context, token) => context.SayAsync(e.Dialog, "gone", token))
            .On<ReactionsChanged>((e, context, token) => context.ReactAsync(e.Dialog, e.MessageId, e.Added[0], token)));

        var message = await bot.Receives("poll").In("team");
        var question = bot.Replied("Yes or no?");
        await bot.ReceivesReaction("👍", to: question).From("bob");
        bot.Reacted("👍", question.MessageId);
        await bot.ReceivesEdit(message, "Poll");
        bot.Replied("now Poll");
        await bot.ReceivesDeletion(message);
        bot.Replied("gone");
    }

    [Fact]
    public async Task Typing_files_parameters_and_apps_arrive()
    {
        var bot = BotTest.Of(one => one
            .On<MessageReceived>(async (message, context, token) =>
            {
                await context.TypingAsync(message, token);
                await context.ReplyAsync(message, $"{message.Attachments[0].Name} {message.Metadata["color"]} {message.WasDelayed}", token);
            })
            .On<TypingChanged>((e, context, token) => context.SayAsync(e.Dialog, "Go on.", token))
            .On<SystemMessageReceived>((e, context, token) => context.SendSystemMessageAsync(e.Sender, e.Parameters, token)));

        await bot.Receives("").With(bot.AddFile("a.txt", "text/plain", [1])).With("color", "red").Late();
        bot.Replied("a.txt red True");
        bot.Typed();
        await bot.ReceivesTyping().From("bob");
        bot.Replied("Go on.");
        await bot.ReceivesSystemMessage(("ask", "version")).From("bob");
        bot.Sent<SendSystemMessage>(one => one.Parameters["ask"] == "version");
    }

    [Fact]
    public async Task The_network_tells_what_became_of_a_message()
    {
        var bot = BotTest.Of(one => one
            .OnMessage("say", () => "said")
            .On<MessageSent>((e, context, token) => context.QueueAsync(
                id => new EditMessage
                {
                    CommandId = id,
                    CreatedAt = e.Origin.OccurredAt,
                    Account = e.Origin.Account,
                    Dialog = e.Dialog,
                    MessageId = e.MessageId,
                    Text = "done",
                },
                token))
            .On<CommandFailed>((e, context, token) => context.ReactAsync(e.Dialog, "x", e.Reason!, token)));

        await bot.Receives("say");
        var said = bot.Replied("said");
        Assert.Equal(said.MessageId, bot.Edited("done").MessageId);

        bot.RefuseNextMessage("forbidden");
        await bot.Receives("say");
        bot.DidNotReply();
        bot.Sent<ChangeReactions>(one => one.Add == "forbidden");
    }

    [Fact]
    public async Task Several_bots_stand_beside_each_other()
    {
        var bots = BotTest.With(services => services
            .AddBot("one", bot => bot.OnMessage("hello", () => "first"))
            .AddBot("two", bot => bot.OnMessage("hello", () => "second")));

        await bots.Receives("hello");

        bots.Replied("first", "second");
        bots.Bot("two").Replied("second");
        Assert.Contains("one, two", Assert.Throws<BotTestException>(() => bots.Bot("three")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_is_the_tests_own()
    {
        var bot = BotTest.Of(one =>
        {
            one.OnCommand("roll", "Rolls.", () => "4").LimitPerUser(1, TimeSpan.FromHours(1));
            one.OnCommand("keep", "Keeps.", (IBotContext context) =>
                context.State.OfBot.Set("it", "kept", TimeSpan.FromHours(1)));
            one.OnCommand("read", "Reads.", async (IBotContext context, CancellationToken token) =>
                await context.State.OfBot.GetAsync<string>("it", token) ?? "forgotten");
        });

        await bot.Receives("!roll");
        await bot.Receives("!roll");
        bot.RepliedWith("a bit much");
        await bot.Receives("!keep");
        await bot.Receives("!read");
        bot.Replied("kept");

        bot.Clock.Advance(TimeSpan.FromHours(1));

        var again = await bot.Receives("!roll");
        bot.Replied("4");
        Assert.Equal(Sample.Moment + TimeSpan.FromHours(1), again.Origin.OccurredAt);
        await bot.Receives("!read");
        bot.Replied("forgotten");
    }

    [Fact]
    public async Task A_bot_gets_what_its_constructor_asks_for()
    {
        var bot = BotTest.Of<ClockBot>(services => services.AddSingleton("o'clock"));

        await bot.Receives("!time");

        bot.Replied("3 o'clock");
    }

    [Fact]
    public async Task A_request_without_an_answer_fails_with_the_line_that_is_missing()
    {
        var bot = BotTest.Of(one => one.OnMessage("ping", async (IBotContext context, CancellationToken token) =>
            $"{await context.PingAsync(token)}"));

        var error = await Assert.ThrowsAsync<BotTestException>(async () => await bot.Receives("ping"));

        Assert.Contains("bot.Answer((PingNetwork asked) => new PingAnswer { … });", error.Message, StringComparison.Ordinal);
        bot.Answer((PingNetwork _) => new PingAnswer { RoundTrip = TimeSpan.Zero });
        await bot.Receives("ping");
        Assert.Equal(2, bot.Requests.Count);
    }

    private static void Repeat(BotBuilder bot) => bot.On<MessageReceived>((message, context, token) => context.ReplyAsync(
        message, $"{(message.Sender.Id == "101" ? "alice" : "bob")}'s {message.Sender.Id} says {message.Text}", token));

    private sealed class ClockBot(TimeProvider time, string unit) : ICommandBot
    {
        public void Define(CommandSet commands) =>
            commands.Add("time", "Tells the time.", () => $"{time.GetUtcNow().Hour} {unit}");
    }
}
