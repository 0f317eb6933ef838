using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Tests;

/// <summary>Each request is one line of a bot.</summary>
public sealed class RequestExtensionsTests
{
    private static readonly PrivacyRule Rule = new() { User = Sample.User };

    private static readonly Dictionary<string, (Func<IBotContext, CancellationToken, Task> Act, object Request)> Lines = new()
    {
        ["join"] = ((c, t) => c.JoinAsync(Sample.Group, t), new JoinDialog { Account = Sample.Account, Dialog = Sample.Group }),
        ["leave"] = ((c, t) => c.LeaveAsync(Sample.Group, t), new LeaveDialog { Account = Sample.Account, Dialog = Sample.Group }),
        ["active"] = ((c, t) => c.SetActiveAsync(true, t), new SetActivity { Account = Sample.Account, IsActive = true }),
        ["inactive"] = ((c, t) => c.SetActiveAsync(false, t), new SetActivity { Account = Sample.Account, IsActive = false }),
        ["watch"] = ((c, t) => c.WatchAsync(Sample.User, t), new WatchActivity { Account = Sample.Account, User = Sample.User }),
        ["unwatch"] = (
            (c, t) => c.UnwatchAsync(Sample.User, t),
            new WatchActivity { Account = Sample.Account, User = Sample.User, IsWatching = false }),
        ["use"] = ((c, t) => c.UsePrivacyListAsync("a", t), new UsePrivacyList { Account = Sample.Account, Name = "a" }),
        ["decline"] = ((c, t) => c.DeclinePrivacyListAsync(t), new UsePrivacyList { Account = Sample.Account, Name = null }),
        ["remove"] = ((c, t) => c.RemovePrivacyListAsync("a", t), new RemovePrivacyList { Account = Sample.Account, Name = "a" }),
        ["relogin"] = ((c, t) => c.ReloginAsync(t), new Relogin { Account = Sample.Account }),
        ["disconnect"] = ((c, t) => c.DisconnectAsync(t), new Disconnect { Account = Sample.Account }),
    };

    public static TheoryData<string> Names => [.. Lines.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_asked_of_the_account_that_saw_the_event(string name)
    {
        var (act, request) = Lines[name];
        var bot = ScriptedBot.Harness((_, context, token) => act(context, token));
        bot.AnswerDone<JoinDialog>();
        bot.AnswerDone<LeaveDialog>();
        bot.AnswerDone<SetActivity>();
        bot.AnswerDone<WatchActivity>();
        bot.AnswerDone<UsePrivacyList>();
        bot.AnswerDone<RemovePrivacyList>();
        bot.AnswerDone<Relogin>();
        bot.AnswerDone<Disconnect>();

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal(request, Assert.Single(bot.Requests));
    }

    [Fact]
    public async Task Who_is_online_in_a_group_is_a_list_of_users()
    {
        IReadOnlyList<UserRef>? users = null;
        var bot = ScriptedBot.Harness(async (_, context, token) => users = await context.OnlineOccupantsAsync(Sample.Group, token));
        bot.Answer((GetOnlineOccupants _) => new OnlineOccupants { Users = [Sample.User] });

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal([Sample.User], users!);
        Assert.Equal(new GetOnlineOccupants { Account = Sample.Account, Dialog = Sample.Group }, Assert.Single(bot.Requests));
    }

    [Fact]
    public async Task When_a_user_was_last_there_is_answered()
    {
        var answer = new LastActivity { User = Sample.User, IsOnline = false, LastActiveAt = Sample.Moment };
        LastActivity? got = null;
        var bot = ScriptedBot.Harness(async (_, context, token) => got = await context.LastActivityAsync(Sample.User, token));
        bot.Answer((GetLastActivity _) => answer);

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Same(answer, got);
    }

    [Fact]
    public async Task A_ping_tells_how_long_it_took()
    {
        TimeSpan? took = null;
        var bot = ScriptedBot.Harness(async (_, context, token) => took = await context.PingAsync(token));
        bot.Answer((PingNetwork _) => new PingAnswer { RoundTrip = TimeSpan.FromMilliseconds(7) });

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal(TimeSpan.FromMilliseconds(7), took);
    }

    [Fact]
    public async Task A_privacy_list_is_saved_and_read()
    {
        PrivacyList? read = null;
        PrivacyListNames? names = null;
        var bot = ScriptedBot.Harness(async (_, context, token) =>
        {
            await context.SavePrivacyListAsync("a", [Rule], token);
            read = await context.PrivacyListAsync("a", token);
            names = await context.PrivacyListNamesAsync(token);
        });
        bot.AnswerDone<SavePrivacyList>();
        bot.Answer((GetPrivacyList asked) => new PrivacyList { Name = asked.Name, Rules = [Rule] });
        bot.Answer((GetPrivacyListNames _) => new PrivacyListNames { Names = ["a"] });

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal([Rule], Assert.IsType<SavePrivacyList>(bot.Requests[0]).List.Rules);
        Assert.Equal("a", read!.Name);
        Assert.Equal(["a"], names!.Names);
    }

    [Fact]
    public async Task A_request_that_no_test_answers_fails_with_the_line_that_is_missing()
    {
        var bot = ScriptedBot.Harness(async (_, context, token) =>
        {
            await context.JoinAsync(Sample.Group, token);
            await context.PingAsync(token);
        });

        var first = await FailAsync(bot);
        bot.AnswerDone<JoinDialog>();
        var second = await FailAsync(bot);

        Assert.EndsWith("bot.AnswerDone<JoinDialog>();", first.Message, StringComparison.Ordinal);
        Assert.EndsWith("bot.Answer((PingNetwork asked) => new PingAnswer { … });", second.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_comes_out_of_the_line_that_asked()
    {
        string? reason = null;
        var bot = ScriptedBot.Harness(async (_, context, token) =>
        {
            try
            {
                await context.JoinAsync(Sample.Group, token);
            }
            catch (RequestFailedException error)
            {
                reason = error.Reason;
            }
        });
        bot.Answer<JoinDialog, Done>(_ => throw new RequestFailedException("Not a member.", "registration-required"));

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal("registration-required", reason);
    }

    [Fact]
    public async Task A_request_after_the_handler_has_returned_is_an_error()
    {
        IBotContext? kept = null;
        var bot = ScriptedBot.Harness((_, context, _) =>
        {
            kept = context;
            return Task.CompletedTask;
        });
        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        await Assert.ThrowsAsync<InvalidOperationException>(() => kept!.PingAsync(TestTimeout.Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => kept!.TypingAsync(Sample.Dialog, true, TestTimeout.Token));
    }

    private static Task<BotTestException> FailAsync(BotHarness<ScriptedBot> bot) =>
        Assert.ThrowsAsync<BotTestException>(() => bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token));
}
