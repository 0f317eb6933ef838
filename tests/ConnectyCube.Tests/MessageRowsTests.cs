using System.Net.Http.Json;
using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Chat.Outbound;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests;

/// <summary>Messages and what happens to them, between two connectors at the sandbox (sections 4.4 to 4.11).</summary>
public sealed class MessageRowsTests
{
    [Fact]
    public async Task M39_M48_everything_that_a_message_carries_arrives()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");
        var command = bot.Message("101", "look") with
        {
            Attachments =
            [
                new Attachment { Type = "location", Latitude = 60.45, Longitude = 22.25 },
                new Attachment { Type = "image", Uid = "u7", Size = 12 },
            ],
            IsMarkable = true,
            IsSilent = true,
            DestroyAfter = TimeSpan.FromMinutes(1),
            Metadata = new Dictionary<string, string> { ["address/city"] = "Turku" },
        };

        await bot.SendAsync(command, TestTimeout.Token);
        var heard = await alice.NextAsync<MessageReceived>();

        Assert.Equal(command.Metadata, heard.Metadata);
        Assert.Equal([(60.45, 22.25), (null, null)], heard.Attachments.Select(a => (a.Latitude, a.Longitude)));
        Assert.Equal(("u7", 12), (heard.Attachments[1].Uid, heard.Attachments[1].Size));
        Assert.True(heard.IsMarkable);
        Assert.Equal(TimeSpan.FromMinutes(1), heard.DestroyAfter);
    }

    [Theory]
    [InlineData(true, false, 1)]
    [InlineData(false, false, 0)]
    [InlineData(true, true, 0)]
    public async Task M39_the_history_keeps_what_it_is_told_to(bool saveToHistory, bool isDestroyed, int kept)
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var group = await network.CreateGroupAsync("bot", 101);
        var bot = await network.ConnectAsync("bot");

        await bot.SendAsync(
            bot.Message(group, "once") with
            {
                SaveToHistory = saveToHistory,
                DestroyAfter = isDestroyed ? TimeSpan.FromSeconds(5) : null,
            },
            TestTimeout.Token);

        await using var rest = network.Rest.For(SandboxedNetwork.Account("bot"));
        Assert.Equal(kept, (await rest.Messages.ListNewestAsync(group, skip: 0, limit: 10, TestTimeout.Token)).Items.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task M42_a_markable_message_is_marked_delivered_when_the_host_has_it(bool inGroup)
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var dialog = inGroup ? await network.CreateGroupAsync("bot", 101) : "101";
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");
        var command = bot.Message(dialog, "did you get it?") with { IsMarkable = true };

        await bot.SendAsync(command, TestTimeout.Token);
        await alice.NextAsync<MessageReceived>();
        var delivered = await bot.NextAsync<MessageDelivered>();

        Assert.Equal(OutboundMap.StanzaId(command), delivered.MessageId);
        Assert.Equal(new UserRef("101"), delivered.User);
        Assert.Equal(dialog, delivered.Dialog.Id);
    }

    [Fact]
    public async Task M42_the_automatic_marker_can_be_switched_off()
    {
        await using var network = await SandboxedNetwork.StartAsync(overTcp: false, ("AutomaticDelivered", "false"));
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");

        await bot.SendAsync(bot.Message("101", "did you get it?") with { IsMarkable = true }, TestTimeout.Token);
        await alice.NextAsync<MessageReceived>();
        await alice.SendAsync("100", "first");

        Assert.Equal("first", (await bot.NextAsync<MessageReceived>()).Text);
    }

    [Fact]
    public async Task M42_M43_messages_are_marked_by_hand()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");
        await alice.SendAsync("100", "question");
        var question = await bot.NextAsync<MessageReceived>();

        await bot.CarryOutAsync(bot.Delivered(question));
        await bot.CarryOutAsync(bot.Read(question));

        var delivered = await alice.NextAsync<MessageDelivered>();
        var read = await alice.NextAsync<MessageRead>();
        Assert.Equal((question.MessageId, new UserRef("100")), (delivered.MessageId, delivered.User));
        Assert.Equal((question.MessageId, new UserRef("100")), (read.MessageId, read.User));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task M51_M57_a_message_is_edited_and_deleted(bool inGroup)
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var dialog = inGroup ? await network.CreateGroupAsync("bot", 101) : "101";
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");
        await bot.SendAsync(dialog, "old");
        var old = await alice.NextAsync<MessageReceived>();

        await bot.CarryOutAsync(bot.Edit(dialog, old.MessageId, "new"));
        var edited = await alice.NextAsync<MessageEdited>();
        await bot.CarryOutAsync(bot.Delete(dialog, old.MessageId));
        var deleted = await alice.NextAsync<MessageDeleted>();

        Assert.Equal((old.MessageId, "new", old.Dialog, old.Sender), (edited.MessageId, edited.Text, edited.Dialog, edited.User));
        Assert.Equal((old.MessageId, old.Dialog, old.Sender), (deleted.MessageId, deleted.Dialog, deleted.User));
    }

    [Fact]
    public async Task M51_M57_somebody_elses_message_is_refused_and_the_connection_lives()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var group = await network.CreateGroupAsync("alice", 100);
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");
        await alice.SendAsync(group, "mine");
        var message = await bot.NextAsync<MessageReceived>();

        var edit = await Assert.ThrowsAsync<ConnectorRefusedException>(() => bot.CarryOutAsync(bot.Edit(group, message.MessageId, "yours")));
        var delete = await Assert.ThrowsAsync<ConnectorRefusedException>(() => bot.CarryOutAsync(bot.Delete(group, message.MessageId)));
        await bot.SendAsync(group, "sorry");

        Assert.Equal(("forbidden", "forbidden"), (edit.Reason, delete.Reason));
        Assert.Equal("sorry", (await alice.NextAsync<MessageReceived>()).Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task M54_reactions_are_heard(bool inGroup)
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var dialog = inGroup ? await network.CreateGroupAsync("bot", 101) : "101";
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");
        await bot.SendAsync(dialog, "like it?");
        var message = await alice.NextAsync<MessageReceived>();

        await ReactAsync(network, "alice", message.MessageId, new { add = "👍" });
        var added = await bot.NextAsync<ReactionsChanged>();
        await ReactAsync(network, "alice", message.MessageId, new { add = "🔥", remove = "👍" });
        var swapped = await bot.NextAsync<ReactionsChanged>();

        Assert.Equal((message.MessageId, new UserRef("101")), (added.MessageId, added.User));
        Assert.Equal(["👍"], added.Added);
        Assert.Empty(added.Removed);
        Assert.Equal(["🔥"], swapped.Added);
        Assert.Equal(["👍"], swapped.Removed);
        Assert.Equal(inGroup ? DialogKind.Group : DialogKind.Direct, added.DialogKind);
    }

    [Fact]
    public async Task M65_a_system_message_arrives_and_one_to_a_group_is_refused()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var group = await network.CreateGroupAsync("bot", 101);
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");

        var error = await Assert.ThrowsAsync<ConnectorRefusedException>(() => bot.CarryOutAsync(bot.System(group, ("type", "1"))));
        await bot.CarryOutAsync(bot.System("101", ("type", "1"), ("room/name", "Team")));
        var heard = await alice.NextAsync<SystemMessageReceived>();

        Assert.Equal("feature-not-implemented", error.Reason);
        Assert.Equal("1", heard.Parameters["type"]);
        Assert.Equal("Team", heard.Parameters["room/name"]);
        Assert.Equal(new UserRef("100"), heard.Sender);
    }

    [Fact]
    public async Task M65_a_system_message_waits_for_somebody_who_is_away()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var bot = await network.ConnectAsync("bot");
        await bot.CarryOutAsync(bot.System("101", ("type", "1")));

        var alice = await network.ConnectAsync("alice");

        Assert.True((await alice.NextAsync<SystemMessageReceived>()).WasDelayed);
    }

    private static async Task ReactAsync(SandboxedNetwork network, string login, string messageId, object change)
    {
        var session = await network.Rest.Sessions.CreateAsync(login, $"{login}-password", TestTimeout.Token);
        using var http = new HttpClient { BaseAddress = network.Server.HttpUri };
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/chat/Message/{messageId}/reactions") { Content = JsonContent.Create(change) };
        request.Headers.Add("CB-Token", session.Token);
        using var response = await http.SendAsync(request, TestTimeout.Token);
        response.EnsureSuccessStatusCode();
    }
}
