using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;

namespace BotPlatform.Interop.Tests.Compliance;

/// <summary>Every connector: what can happen to a message after it was written, and what else an account can do.</summary>
[Collection(ChatServersCollection.Name)]
public sealed class AbilityTests(ChatServers servers)
{
    public static TheoryData<NetworkKind> Every => Networks.All;

    public static TheoryData<NetworkKind, bool> EveryDialog()
    {
        var data = new TheoryData<NetworkKind, bool>();
        foreach (var kind in Enum.GetValues<NetworkKind>())
        {
            data.Add(kind, false);
            data.Add(kind, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryDialog))]
    public async Task A_message_can_be_edited(NetworkKind kind, bool inGroup)
    {
        await using var scene = await Scene.OpenAsync(servers, kind, inGroup);
        var id = await scene.Alice.WriteAsync(scene.ToBot, "helo");
        var heard = await scene.Bot.NextAsync<MessageReceived>();

        await scene.Alice.DoAsync(new EditMessage
        {
            CommandId = "edit",
            CreatedAt = Observation.Moment,
            Account = scene.Alice.Account,
            Dialog = scene.ToBot,
            MessageId = id,
            Text = "hello",
        });
        var edited = await scene.Bot.NextAsync<MessageEdited>();

        Assert.Equal(heard.MessageId, edited.MessageId);
        Assert.Equal(heard.Sender, edited.User);
        Assert.Equal(heard.Dialog, edited.Dialog);
        Assert.Equal("hello", edited.Text);
    }

    [Theory]
    [MemberData(nameof(EveryDialog))]
    public async Task A_message_can_be_deleted(NetworkKind kind, bool inGroup)
    {
        await using var scene = await Scene.OpenAsync(servers, kind, inGroup);
        var id = await scene.Alice.WriteAsync(scene.ToBot, "oops");
        var heard = await scene.Bot.NextAsync<MessageReceived>();
        await scene.AliceHasSeenHerOwnAsync();

        await scene.Alice.DoAsync(new DeleteMessage
        {
            CommandId = "delete",
            CreatedAt = Observation.Moment,
            Account = scene.Alice.Account,
            Dialog = scene.ToBot,
            MessageId = id,
        });
        var deleted = await scene.Bot.NextAsync<MessageDeleted>();

        Assert.Equal(heard.MessageId, deleted.MessageId);
        Assert.Equal(heard.Sender, deleted.User);
        Assert.Equal(heard.DialogKind, deleted.DialogKind);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Who_asks_for_it_is_told_that_a_message_arrived_but_not_before_it_is_safe(NetworkKind kind)
    {
        await using var scene = await Scene.OpenAsync(servers, kind, inGroup: false);
        var id = await scene.Alice.WriteAsync(scene.ToBot, "arrived?", c => c with { IsMarkable = true });
        var heard = await scene.Bot.NextUnacknowledgedAsync<MessageReceived>();
        Assert.True(((MessageReceived)heard.Event).IsMarkable);

        // What the bot says before it acknowledges comes before the confirmation.
        await scene.Bot.WriteAsync(scene.ToAlice, "not yet");
        heard.Acknowledge();

        Assert.Equal("not yet", (await scene.Alice.NextAsync<MessageReceived>()).Text);
        var delivered = await scene.Alice.NextAsync<MessageDelivered>();
        Assert.Equal(id, delivered.MessageId);
        Assert.Equal(scene.Network.UserOf(scene.Bot), delivered.User);
    }

    [Theory]
    [MemberData(nameof(EveryDialog))]
    public async Task A_sender_can_be_told_that_a_message_arrived_and_was_read(NetworkKind kind, bool inGroup)
    {
        await using var scene = await Scene.OpenAsync(servers, kind, inGroup);
        var id = await scene.Alice.WriteAsync(scene.ToBot, "read?");
        var heard = await scene.Bot.NextAsync<MessageReceived>();
        await scene.AliceHasSeenHerOwnAsync();

        await scene.Bot.DoAsync(new MarkDelivered
        {
            CommandId = "delivered",
            CreatedAt = Observation.Moment,
            Account = scene.Bot.Account,
            Dialog = heard.Dialog,
            MessageId = heard.MessageId,
            Sender = heard.Sender,
        });
        await scene.Bot.DoAsync(new MarkRead
        {
            CommandId = "read",
            CreatedAt = Observation.Moment,
            Account = scene.Bot.Account,
            Dialog = heard.Dialog,
            MessageId = heard.MessageId,
            Sender = heard.Sender,
        });

        Assert.Equal(id, (await scene.Alice.NextAsync<MessageDelivered>()).MessageId);
        Assert.Equal(id, (await scene.Alice.NextAsync<MessageRead>()).MessageId);
    }

    [Theory]
    [MemberData(nameof(EveryDialog))]
    public async Task Typing_is_seen(NetworkKind kind, bool inGroup)
    {
        await using var scene = await Scene.OpenAsync(servers, kind, inGroup);

        await scene.Alice.DoAsync(new SetTyping { Account = scene.Alice.Account, Dialog = scene.ToBot, IsTyping = true });
        await scene.Alice.DoAsync(new SetTyping { Account = scene.Alice.Account, Dialog = scene.ToBot, IsTyping = false });

        var began = await scene.Bot.NextAsync<TypingChanged>();
        Assert.True(began.IsTyping);
        Assert.Equal(inGroup ? DialogKind.Group : DialogKind.Direct, began.DialogKind);
        Assert.False((await scene.Bot.NextAsync<TypingChanged>()).IsTyping);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Reactions_say_what_is_new_and_what_is_gone(NetworkKind kind)
    {
        await using var scene = await Scene.OpenAsync(servers, kind, inGroup: false);
        var id = await scene.Bot.WriteAsync(scene.ToAlice, "like it?");

        await scene.Network.ReactAsync(scene.Alice, scene.ToBot, id, [], ["👍", "🎉"]);
        var first = await scene.Bot.NextAsync<ReactionsChanged>();
        await scene.Network.ReactAsync(scene.Alice, scene.ToBot, id, ["👍", "🎉"], ["🎉", "😢"]);
        var second = await scene.Bot.NextAsync<ReactionsChanged>();

        Assert.Equal(id, first.MessageId);
        Assert.Equal(scene.Network.UserOf(scene.Alice), first.User);
        Assert.Equal(["👍", "🎉"], first.Added);
        Assert.Empty(first.Removed);
        Assert.Equal(["😢"], second.Added);
        Assert.Equal(["👍"], second.Removed);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Who_comes_and_goes_in_a_group_is_seen(NetworkKind kind)
    {
        await using var scene = await Scene.OpenAsync(servers, kind, inGroup: false);
        var group = await scene.Network.NewGroupAsync(scene.Bot);
        var (join, leave) = (scene.Alice.Find<IAnswers<JoinDialog, Done>>()!, scene.Alice.Find<IAnswers<LeaveDialog, Done>>()!);

        await join.AnswerAsync(new JoinDialog { Account = scene.Alice.Account, Dialog = group }, TestTimeout.Token);
        var joined = await scene.Bot.NextAsync<OccupantJoined>();
        var online = await scene.Bot.Find<IAnswers<GetOnlineOccupants, OnlineOccupants>>()!.AnswerAsync(
            new GetOnlineOccupants { Account = scene.Bot.Account, Dialog = group }, TestTimeout.Token);
        await leave.AnswerAsync(new LeaveDialog { Account = scene.Alice.Account, Dialog = group }, TestTimeout.Token);
        var left = await scene.Bot.NextAsync<OccupantLeft>();

        Assert.Equal(group, joined.Dialog);
        Assert.Equal(2, online.Users.Count);
        Assert.Contains(joined.User, online.Users);
        Assert.Equal(joined.User, left.User);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task The_network_answers_pings(NetworkKind kind)
    {
        await using var scene = await Scene.OpenAsync(servers, kind, inGroup: false);

        var answer = await scene.Bot.Find<IAnswers<PingNetwork, PingAnswer>>()!.AnswerAsync(
            new PingNetwork { Account = scene.Bot.Account }, TestTimeout.Token);

        Assert.True(answer.RoundTrip > TimeSpan.Zero);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Blocking_a_user_refuses_what_they_write(NetworkKind kind)
    {
        await using var scene = await Scene.OpenAsync(servers, kind, inGroup: false);
        var alice = scene.Network.UserOf(scene.Alice);
        var list = new PrivacyList { Name = "blocked", Rules = [new PrivacyRule { User = alice, IsMutual = true }] };

        await scene.Bot.Find<IAnswers<SavePrivacyList, Done>>()!.AnswerAsync(
            new SavePrivacyList { Account = scene.Bot.Account, List = list }, TestTimeout.Token);
        await scene.Bot.Find<IAnswers<UsePrivacyList, Done>>()!.AnswerAsync(
            new UsePrivacyList { Account = scene.Bot.Account, Name = "blocked" }, TestTimeout.Token);
        var saved = await scene.Bot.Find<IAnswers<GetPrivacyList, PrivacyList>>()!.AnswerAsync(
            new GetPrivacyList { Account = scene.Bot.Account, Name = "blocked" }, TestTimeout.Token);

        Assert.Equal(list.Rules, saved.Rules);
        Assert.Equal("service-unavailable", await scene.Alice.WriteInVainAsync(scene.ToBot, "hello?"));
        Assert.NotEmpty(await scene.Bot.WriteInVainAsync(scene.ToAlice, "hello?"));
    }
}
