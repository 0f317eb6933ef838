using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Tests;

/// <summary>Each command is one line of a bot.</summary>
public sealed class CommandExtensionsTests
{
    private static readonly MessageSent Earlier = new()
    {
        Origin = Sample.Gap().Origin,
        Dialog = Sample.Group,
        MessageId = "m1",
        CommandId = "c1",
    };

    [Fact]
    public async Task A_reply_can_have_all_that_a_message_has()
    {
        var options = new MessageOptions
        {
            Attachments = [new Attachment { Type = "location", Latitude = 60.45, Longitude = 22.27 }],
            Metadata = new Dictionary<string, string> { ["address/city"] = "Turku" },
            IsMarkable = true,
            IsSilent = true,
            SaveToHistory = false,
            DestroyAfter = TimeSpan.FromSeconds(5),
        };

        var sent = await OneAsync<SendMessage>((message, context, token) => context.ReplyAsync(message, "", options, token));

        Assert.Equal(
            sent with
            {
                Dialog = Sample.Dialog,
                Text = "",
                Attachments = options.Attachments,
                Metadata = options.Metadata,
                IsMarkable = true,
                IsSilent = true,
                SaveToHistory = false,
                DestroyAfter = TimeSpan.FromSeconds(5),
            },
            sent);
    }

    [Fact]
    public async Task A_message_without_options_is_kept_and_is_neither_silent_nor_markable()
    {
        var sent = await OneAsync<SendMessage>((_, context, token) => context.SayAsync(Sample.Group, "hello", token));

        Assert.Equal(Sample.Group, sent.Dialog);
        Assert.True(sent is { SaveToHistory: true, IsSilent: false, IsMarkable: false, DestroyAfter: null });
    }

    [Fact]
    public async Task What_was_queued_is_named_to_the_bot()
    {
        string? told = null;

        var sent = await OneAsync<SendMessage>(async (message, context, token) =>
            told = await context.ReplyAsync(message, "hello", token));

        Assert.Equal(sent.CommandId, told);
    }

    [Fact]
    public async Task A_message_that_was_sent_can_be_edited()
    {
        var edit = await OneAsync<EditMessage>((_, context, token) => context.EditAsync(Earlier, "better", token));

        Assert.Equal((Sample.Group, "m1", "better"), (edit.Dialog, edit.MessageId, edit.Text));
    }

    [Fact]
    public async Task A_message_that_was_sent_can_be_deleted()
    {
        var delete = await OneAsync<DeleteMessage>((_, context, token) => context.DeleteAsync(Earlier, token));

        Assert.Equal((Sample.Group, "m1"), (delete.Dialog, delete.MessageId));
    }

    [Fact]
    public async Task What_somebody_wrote_can_be_deleted()
    {
        var received = Sample.GroupMessage("rude");

        var delete = await OneAsync<DeleteMessage>((_, context, token) => context.DeleteAsync(received, token));

        Assert.Equal((Sample.Group, received.MessageId), (delete.Dialog, delete.MessageId));
    }

    [Fact]
    public async Task A_message_can_be_reacted_to_and_the_reaction_swapped_and_taken_back()
    {
        var received = Sample.GroupMessage("hello");
        var bot = ScriptedBot.Harness(async (_, context, token) =>
        {
            await context.ReactAsync(received, "👍", token);
            await context.SwapReactionAsync(received, from: "👍", to: "🔥", token);
            await context.UnreactAsync(received, "🔥", token);
            await context.ReactAsync(Sample.Group, "m1", "👍", token);
            await context.SwapReactionAsync(Sample.Group, "m1", from: "👍", to: "🔥", token);
            await context.UnreactAsync(Sample.Group, "m1", "🔥", token);
        });

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        var changes = bot.CommandsOf<ChangeReactions>();
        Assert.All(changes, c => Assert.Equal(Sample.Group, c.Dialog));
        Assert.Equal([.. Enumerable.Repeat(received.MessageId, 3), "m1", "m1", "m1"], changes.Select(c => c.MessageId));
        Assert.Equal(
            [("👍", null), ("🔥", "👍"), (null, "🔥"), ("👍", null), ("🔥", "👍"), (null, "🔥")], changes.Select(c => (c.Add, c.Remove)));
    }

    [Fact]
    public async Task A_reaction_that_is_none_is_a_mistake_of_the_bots()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => OneAsync<ChangeReactions>(
            (message, context, token) => context.ReactAsync(message, "", token)));
        await Assert.ThrowsAsync<ArgumentException>(() => OneAsync<ChangeReactions>(
            (message, context, token) => context.SwapReactionAsync(message, "👍", "", token)));
    }

    [Fact]
    public async Task A_message_can_be_marked_as_delivered()
    {
        var received = Sample.GroupMessage("hello");

        var mark = await OneAsync<MarkDelivered>((_, context, token) => context.MarkDeliveredAsync(received, token));

        Assert.Equal((Sample.Group, received.MessageId, Sample.User), (mark.Dialog, mark.MessageId, mark.Sender));
    }

    [Fact]
    public async Task A_message_can_be_marked_as_read()
    {
        var received = Sample.GroupMessage("hello");

        var mark = await OneAsync<MarkRead>((_, context, token) => context.MarkReadAsync(received, token));

        Assert.Equal((Sample.Group, received.MessageId, Sample.User), (mark.Dialog, mark.MessageId, mark.Sender));
    }

    [Fact]
    public async Task A_users_app_can_be_told_something()
    {
        var parameters = new Dictionary<string, string> { ["kind"] = "refresh" };

        var system = await OneAsync<SendSystemMessage>(
            (_, context, token) => context.SendSystemMessageAsync(new UserRef("7"), parameters, token));

        Assert.Equal(new DialogRef("7"), system.Dialog);
        Assert.Same(parameters, system.Parameters);
    }

    [Fact]
    public async Task Commands_of_all_kinds_leave_in_order_under_ids_of_their_own()
    {
        var bot = ScriptedBot.Harness(async (message, context, token) =>
        {
            await context.MarkReadAsync(message, token);
            await context.ReplyAsync(message, "one", token);
            await context.EditAsync(Earlier, "two", token);
            await context.DeleteAsync(Earlier, token);
        });

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal(
            [typeof(MarkRead), typeof(SendMessage), typeof(EditMessage), typeof(DeleteMessage)],
            bot.Commands.Select(command => command.GetType()));
        Assert.Equal(4, bot.Commands.Select(command => command.CommandId).Distinct().Count());
        Assert.All(bot.Commands, command => Assert.Equal(Sample.Account, command.Account));
        Assert.All(bot.Commands, command => Assert.Equal(Sample.Moment, command.CreatedAt));
        Assert.Single(bot.Sent);
    }

    [Fact]
    public async Task A_command_under_another_id_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => OneAsync<DeleteMessage>((message, context, token) => context.QueueAsync(
            id => new DeleteMessage
            {
                CommandId = id + "!",
                CreatedAt = context.Origin.OccurredAt,
                Account = context.Origin.Account,
                Dialog = message.Dialog,
                MessageId = "m1",
            },
            token)));

    [Fact]
    public async Task A_command_that_must_not_get_lost_cannot_be_sent_at_once() =>
        await Assert.ThrowsAsync<ArgumentException>(() => OneAsync<DeleteMessage>((message, context, token) =>
            context.SendAtOnceAsync(
                new DeleteMessage
                {
                    CommandId = "c1",
                    CreatedAt = context.Origin.OccurredAt,
                    Account = context.Origin.Account,
                    Dialog = message.Dialog,
                    MessageId = "m1",
                },
                token)));

    private static async Task<TCommand> OneAsync<TCommand>(Func<MessageReceived, IBotContext, CancellationToken, Task> act)
        where TCommand : class, IReliableCommand
    {
        var bot = ScriptedBot.Harness(act);
        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);
        return Assert.Single(bot.CommandsOf<TCommand>());
    }
}
