using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Chat.Outbound;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests;

public sealed class ConnectorTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_direct_message_arrives_and_is_answered(bool overTcp)
    {
        await using var network = await SandboxedNetwork.StartAsync(overTcp);
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");

        var question = alice.Message("100", "question") with
        {
            Metadata = new Dictionary<string, string> { ["mood"] = "good", ["address/city"] = "Turku" },
        };
        await alice.SendAsync(question, TestTimeout.Token);
        var heard = await bot.NextAsync<MessageReceived>();
        await bot.SendAsync(heard.Dialog.Id, "answer 🔥");
        var answer = await alice.NextAsync<MessageReceived>();

        Assert.Equal("question", heard.Text);
        Assert.Equal(new UserRef("101"), heard.Sender);
        Assert.Equal(DialogKind.Direct, heard.DialogKind);
        Assert.Equal(24, heard.Dialog.Id.Length);
        Assert.Equal(OutboundMap.StanzaId(question), heard.MessageId);
        Assert.Equal(question.Metadata, heard.Metadata);
        Assert.Equal("answer 🔥", answer.Text);
        Assert.Equal(heard.Dialog, answer.Dialog);
    }

    [Fact]
    public async Task A_group_message_reaches_the_others_and_its_echo_is_no_event()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var group = await network.CreateGroupAsync("alice", 100, 102);
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");

        await bot.SendAsync(group, "from the bot");
        var heard = await alice.NextAsync<MessageReceived>();
        await alice.SendAsync(group, "from alice");

        // The next event is alice's message, not the echo of the bot's own.
        var next = await bot.NextAsync<MessageReceived>();
        Assert.Equal("from alice", next.Text);
        Assert.Equal(new DialogRef(group), next.Dialog);
        Assert.Equal(DialogKind.Group, next.DialogKind);
        Assert.Equal("from the bot", heard.Text);
        Assert.Equal(new UserRef("100"), heard.Sender);
    }

    [Fact]
    public async Task What_the_account_writes_on_another_device_is_no_event()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var phone = await network.ConnectAsync("bot");
        var laptop = await network.ConnectAsync("bot");
        var alice = await network.ConnectAsync("alice");

        await phone.SendAsync("101", "from the phone");
        await alice.NextAsync<MessageReceived>();
        await alice.SendAsync("100", "to both");

        Assert.Equal("to both", (await laptop.NextAsync<MessageReceived>()).Text);
        Assert.Equal("to both", (await phone.NextAsync<MessageReceived>()).Text);
    }

    [Fact]
    public async Task M44_typing_is_shown_and_hidden_in_both_kinds_of_dialog()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var group = await network.CreateGroupAsync("alice", 100);
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");

        foreach (var (dialog, isTyping) in ((string, bool)[])[("101", true), ("101", false), (group, true), (group, false)])
        {
            await bot.CarryOutAsync(new SetTyping { Account = bot.Account, Dialog = new DialogRef(dialog), IsTyping = isTyping });
            var seen = await alice.NextAsync<TypingChanged>();

            Assert.Equal(isTyping, seen.IsTyping);
            Assert.Equal(new UserRef("100"), seen.User);
            Assert.Equal(dialog == group ? group : "100", seen.Dialog.Id);
        }
    }

    [Fact]
    public async Task A_private_dialog_that_nothing_came_from_is_looked_up()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");
        await using var rest = network.Rest.For(SandboxedNetwork.Account("bot"));
        var dialog = await rest.Dialogs.CreateAsync(
            new NewDialog { Type = DialogType.Private, OccupantIds = [101] }, TestTimeout.Token);

        await bot.SendAsync(dialog.Id, "hello");

        var heard = await alice.NextAsync<MessageReceived>();
        Assert.Equal(dialog.Id, heard.Dialog.Id);
        Assert.Equal(DialogKind.Direct, heard.DialogKind);
    }

    [Theory]
    [InlineData("999")]
    [InlineData("5f0000000000000000000fff")]
    [InlineData("no such dialog")]
    public async Task A_dialog_that_does_not_exist_is_refused_and_the_connection_lives(string dialog)
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");

        var error = await Assert.ThrowsAsync<ConnectorRefusedException>(() => bot.SendAsync(dialog, "hello"));
        await bot.SendAsync("101", "still here");

        Assert.Equal("item-not-found", error.Reason);
        Assert.Equal("still here", (await alice.NextAsync<MessageReceived>()).Text);
    }

    [Fact]
    public async Task A_group_of_others_is_refused()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var group = await network.CreateGroupAsync("alice", 100);
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");
        await alice.SendAsync(group, "hi");
        await bot.NextAsync<MessageReceived>();
        var dave = await network.ConnectAsync("dave");

        var error = await Assert.ThrowsAsync<ConnectorRefusedException>(() => dave.SendAsync(group, "let me in"));

        Assert.Contains(error.Reason, (string[])["item-not-found", "forbidden"]);
    }

    [Fact]
    public async Task A_dialog_cannot_be_looked_up_without_a_login()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var group = await network.CreateGroupAsync("alice", 100);
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync(new ConnectyCubeAccount { UserId = "100", Password = "bot-password" });

        var error = await Assert.ThrowsAsync<ConnectorRefusedException>(() => bot.SendAsync(group, "too early"));
        await alice.SendAsync(group, "hi");
        await bot.NextAsync<MessageReceived>();
        await bot.SendAsync(group, "now it is known");

        Assert.Contains("set its Login beside its UserId", error.Message, StringComparison.Ordinal);
        Assert.Equal("now it is known", (await alice.NextAsync<MessageReceived>()).Text);
    }

    [Fact]
    public async Task The_order_of_calls_is_the_order_of_messages_although_the_first_must_be_looked_up()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var group = await network.CreateGroupAsync("alice", 100);
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => bot.SendAsync(group, $"{i}")));

        for (var i = 0; i < 200; i++)
        {
            Assert.Equal($"{i}", (await alice.NextAsync<MessageReceived>()).Text);
        }
    }

    [Fact]
    public async Task A_repeated_command_is_the_same_message_in_the_history()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var group = await network.CreateGroupAsync("bot", 101);
        var bot = await network.ConnectAsync("bot");
        var command = bot.Message(group, "once");

        await bot.SendAsync(command, TestTimeout.Token);
        await bot.SendAsync(command, TestTimeout.Token);

        await using var rest = network.Rest.For(SandboxedNetwork.Account("bot"));
        var history = await rest.Messages.ListNewestAsync(group, skip: 0, limit: 100, TestTimeout.Token);
        var message = Assert.Single(history.Items);
        Assert.Equal("once", message.Text);
        Assert.Equal(OutboundMap.StanzaId(command), message.Id);
    }

    [Fact]
    public async Task What_was_not_acknowledged_comes_again_and_what_was_does_not()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");
        await alice.SendAsync("100", "safe");
        await alice.SendAsync("100", "not safe");
        await bot.NextAsync<MessageReceived>();
        var lost = (MessageReceived)(await bot.Events.ReadAsync(TestTimeout.Token)).Event;
        await bot.DisposeAsync();

        var again = await (await network.ConnectAsync("bot")).NextAsync<MessageReceived>();

        Assert.Equal("not safe", again.Text);
        Assert.Equal(lost.Origin.EventId, again.Origin.EventId);
        Assert.True(again.WasDelayed);
    }

    [Fact]
    public async Task A_disposed_connector_has_ended_without_an_error()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var bot = await network.ConnectAsync("bot");

        await bot.DisposeAsync();
        await bot.DisposeAsync();

        Assert.Equal(ConnectionState.Closed, bot.Status.State);
        Assert.Equal(ConnectionState.Closed, (await bot.StatusChanges.ReadAllAsync(TestTimeout.Token).ToListAsync()).Last().State);
        await bot.Events.Completion.WaitAsync(TestTimeout.Token);
        var error = await Assert.ThrowsAnyAsync<ConnectorException>(() => bot.SendAsync("101", "too late"));
        Assert.IsType<ConnectorException>(error);
    }

    [Fact]
    public async Task A_connector_can_be_disposed_while_nobody_reads_its_events()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");
        await Task.WhenAll(Enumerable.Range(0, 600).Select(i => alice.SendAsync("100", $"{i}")));

        // It is full now; it can still write, and stop.
        await bot.SendAsync("101", "still here");
        await bot.DisposeAsync().AsTask().WaitAsync(TestTimeout.Token);

        Assert.True(bot.Events.Count <= 256);
    }

    [Fact]
    public async Task M06_a_server_that_goes_away_is_reported_and_with_no_attempts_left_it_is_over()
    {
        await using var network = await SandboxedNetwork.StartAsync(overTcp: false, ("Reconnect:MaxAttempts", "0"));
        var bot = await network.ConnectAsync("bot");

        await network.Server.StopAsync(TestTimeout.Token);
        var over = await bot.NextStatusAsync(ConnectionState.ForceClosed);

        Assert.NotNull(over.Problem);
        Assert.Equal(over, bot.Status);
        Assert.IsType<ConnectorException>(
            await Assert.ThrowsAnyAsync<ConnectorException>(() => bot.SendAsync("101", "too late")));
    }
}
