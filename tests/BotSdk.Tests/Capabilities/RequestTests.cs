using BotPlatform.BotSdk.Capabilities;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Files;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Tests.Capabilities;

/// <summary>What each capability asks for, and what it makes of the answers.</summary>
public sealed class RequestTests
{
    private static readonly DialogRef Other = new("102");

    [Fact]
    public async Task What_is_unread_is_counted_in_all_in_one_and_in_several_dialogs()
    {
        var counted = new List<long>();
        var bot = ScriptedBot.Harness(async (_, context, token) =>
        {
            counted.Add(await context.Unread.CountAsync(token));
            counted.Add(await context.Unread.CountAsync(Sample.Dialog, token));
            counted.AddRange((await context.Unread.CountAsync([Other, Sample.Dialog], token)).Select(c => c.Count));
            Assert.Empty(await context.Unread.CountAsync([], token));
        });
        bot.Answer((GetUnread asked) => new UnreadMessages
        {
            Total = 9,
            Dialogs = [.. asked.Dialogs.Select(d => new UnreadInDialog(d, d == Other ? 2 : 3))],
        });

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal([9, 3, 2, 3], counted);
        Assert.Equal(3, bot.Requests.Count);
    }

    [Fact]
    public async Task A_dialog_is_marked_as_read()
    {
        var bot = ScriptedBot.Harness((message, context, token) => context.Unread.MarkAllReadAsync(message.Dialog, token));
        bot.AnswerDone<MarkAllRead>();

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal(new MarkAllRead { Account = Sample.Account, Dialog = Sample.Dialog }, Assert.Single(bot.Requests));
    }

    [Fact]
    public async Task Users_are_asked_for_part_by_part()
    {
        var names = new List<string?>();
        var bot = ScriptedBot.Harness(async (_, context, token) =>
        {
            await foreach (var user in context.Users.ListAsync(UserKey.Tag, ["vip"], token))
            {
                names.Add(user.FullName);
            }
        });
        bot.Answer((FindUsers asked) => asked.Offset == 0
            ? new FoundUsers { Users = [Profile("a"), Profile("b")], Next = 2 }
            : new FoundUsers { Users = [Profile("c")] });

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal(["a", "b", "c"], names);
        Assert.Equal([0, 2], bot.Requests.Cast<FindUsers>().Select(r => r.Offset));
        Assert.All(bot.Requests.Cast<FindUsers>(), r => Assert.Equal((UserKey.Tag, "vip"), (r.Key, Assert.Single(r.Values))));
    }

    [Fact]
    public async Task One_user_is_found_or_not()
    {
        var found = new List<UserProfile?>();
        var bot = ScriptedBot.Harness(async (message, context, token) =>
        {
            found.Add(await context.Users.FindAsync(message.Sender, token));
            found.Add(await context.Users.FindAsync(UserKey.Login, "nobody", token));
            found.AddRange(await context.Users.StartingWithAsync(UserKey.FullName, "Alic", token));
        });
        bot.Answer((FindUsers asked) => new FoundUsers { Users = asked.Values[0] == "nobody" ? [] : [Profile(asked.Values[0])] });

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal(["101", null, "Alic"], found.Select(u => u?.FullName));
        Assert.True(Assert.IsType<FindUsers>(bot.Requests[2]).IsPrefix);
    }

    [Fact]
    public async Task Users_and_messages_are_reported()
    {
        var bot = ScriptedBot.Harness(async (message, context, token) =>
        {
            await context.Moderation.ReportAsync(message.Sender, "spam", token);
            await context.Moderation.ReportAsync(message, "rude", token);
        });
        bot.AnswerDone<ReportUser>();
        bot.AnswerDone<ReportMessage>();
        var message = Sample.Message("buy now");

        await bot.ReceiveAsync(message, TestTimeout.Token);

        object[] expected =
        [
            new ReportUser { Account = Sample.Account, User = Sample.User, Reason = "spam" },
            new ReportMessage { Account = Sample.Account, MessageId = message.MessageId, Reason = "rude" },
        ];
        Assert.Equal(expected, bot.Requests);
    }

    [Fact]
    public async Task A_bot_reads_a_file_and_sends_another()
    {
        var bot = ScriptedBot.Harness(async (message, context, token) =>
        {
            await using var content = await context.Files.OpenAsync(message.Attachments[0], token);
            var copy = await context.Files.UploadAsync(Png("copy.png"), content, token);
            await context.ReplyAsync(message, "", new MessageOptions { Attachments = [copy] }, token);
        });
        var picture = bot.AddFile(Png("cat.png"), [1, 2, 3]);

        await bot.ReceiveAsync(Sample.Message("copy this") with { Attachments = [picture] }, TestTimeout.Token);

        var sent = Assert.Single(Assert.Single(bot.Sent).Attachments);
        Assert.Equal(("copy.png", "image/png", 3), (sent.Name, sent.ContentType, sent.Size));
        Assert.Equal([1, 2, 3], bot.FindFile(sent)!);
        Assert.NotEqual(picture.Uid, sent.Uid);
    }

    [Fact]
    public async Task A_file_that_is_deleted_is_gone()
    {
        string? reason = null;
        var bot = ScriptedBot.Harness(async (message, context, token) =>
        {
            await context.Files.DeleteAsync(message.Attachments[0], token);
            reason = (await Assert.ThrowsAsync<RequestFailedException>(
                () => context.Files.OpenAsync(message.Attachments[0], token))).Reason;
        });
        var picture = bot.AddFile(Png("cat.png"), [1]);

        await bot.ReceiveAsync(Sample.Message("delete this") with { Attachments = [picture] }, TestTimeout.Token);

        Assert.Equal("item-not-found", reason);
        Assert.Null(bot.FindFile(picture));
    }

    private static UserProfile Profile(string name) => new() { User = Sample.User, FullName = name };

    private static FileToSend Png(string name) => new() { Name = name, ContentType = "image/png" };
}
