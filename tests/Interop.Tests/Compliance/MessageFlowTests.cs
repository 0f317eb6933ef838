using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;

namespace BotPlatform.Interop.Tests.Compliance;

/// <summary>Every connector: messages arrive once, in order, and with what is needed to answer them.</summary>
[Collection(ChatServersCollection.Name)]
public sealed class MessageFlowTests(ChatServers servers)
{
    private const string Greeting = "Grüße & <b>\"so'\"</b> 🚀\n\ttab ]]>";

    public static TheoryData<NetworkKind> Every => Networks.All;

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_message_says_who_wrote_it_and_can_be_answered(NetworkKind kind)
    {
        await using var network = await servers.OpenAsync(kind);
        var bot = await network.NewUser().ConnectedAsync();
        var alice = await network.NewUser().ConnectedAsync();

        var id = await alice.WriteAsync(network.DialogWith(network.UserOf(bot)), Greeting);
        var heard = await bot.NextAsync<MessageReceived>();
        await bot.WriteAsync(heard.Dialog, "echo");
        var answer = await alice.NextAsync<MessageReceived>();

        Assert.Equal(Greeting, heard.Text);
        Assert.Equal(id, heard.MessageId);
        Assert.Equal(network.UserOf(alice), heard.Sender);
        Assert.Equal(DialogKind.Direct, heard.DialogKind);
        Assert.Equal(bot.Account, heard.Origin.Account);
        Assert.False(heard.WasDelayed);
        Assert.Equal("echo", answer.Text);
        Assert.Equal(network.UserOf(bot), answer.Sender);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_message_in_a_group_comes_to_the_others_and_not_to_its_writer(NetworkKind kind)
    {
        await using var network = await servers.OpenAsync(kind);
        var bot = await network.NewUser().ConnectedAsync();
        var alice = await network.NewUser().ConnectedAsync();
        var group = await network.NewGroupAsync(bot, alice);

        await bot.WriteAsync(group, "mine");
        var heard = await alice.NextAsync<MessageReceived>();
        await alice.WriteAsync(group, "yours");
        var first = await bot.NextAsync<MessageReceived>();

        Assert.Equal("mine", heard.Text);
        Assert.Equal(group, heard.Dialog);
        Assert.Equal(DialogKind.Group, heard.DialogKind);
        Assert.Equal("yours", first.Text);
        Assert.NotEqual(heard.Sender, first.Sender);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Messages_of_one_dialog_leave_in_the_order_of_the_calls(NetworkKind kind)
    {
        const int Count = 300;
        await using var network = await servers.OpenAsync(kind);
        var bot = await network.NewUser().ConnectedAsync();
        var alice = await network.NewUser().ConnectedAsync();
        var dialog = network.DialogWith(network.UserOf(alice));

        var sent = Task.WhenAll(Enumerable.Range(0, Count).Select(n => bot.WriteAsync(dialog, $"{n}")));
        var texts = new List<string>();
        while (texts.Count < Count)
        {
            texts.Add((await alice.NextAsync<MessageReceived>()).Text);
        }

        await sent;
        Assert.Equal(Enumerable.Range(0, Count).Select(n => $"{n}"), texts);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_message_that_the_network_refuses_fails_with_its_reason(NetworkKind kind)
    {
        await using var network = await servers.OpenAsync(kind);
        var bot = await network.NewUser().ConnectedAsync();

        var reason = await bot.WriteInVainAsync(network.Nowhere, "hello?");

        Assert.NotEmpty(reason);
        Assert.Equal(ConnectionState.Ready, bot.Status.State);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_command_has_the_same_id_each_time_and_others_have_others(NetworkKind kind)
    {
        await using var network = await servers.OpenAsync(kind);
        var bot = network.NewUser();
        var command = bot.Say(network.Nowhere, "hi");

        Assert.Equal(bot.MessageIdOf(command), network.Again(bot).MessageIdOf(command with { }));
        Assert.NotEqual(bot.MessageIdOf(command), bot.MessageIdOf(command with { CommandId = "another" }));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_reader_who_is_slow_loses_nothing(NetworkKind kind)
    {
        const int Count = 1500;
        await using var network = await servers.OpenAsync(kind);
        var bot = await network.NewUser().ConnectedAsync();
        var alice = await network.NewUser().ConnectedAsync();
        var dialog = network.DialogWith(network.UserOf(bot));

        await Task.WhenAll(Enumerable.Range(0, Count).Select(n => alice.WriteAsync(dialog, $"{n}")));
        var texts = new List<string>();
        while (texts.Count < Count)
        {
            Assert.InRange(bot.Events.Count, 0, 1024);
            texts.Add((await bot.NextAsync<MessageReceived>()).Text);
        }

        Assert.Equal(Enumerable.Range(0, Count).Select(n => $"{n}"), texts);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task After_a_cut_nothing_is_lost_and_nothing_comes_twice(NetworkKind kind)
    {
        const int Count = 60;
        await using var network = await servers.OpenAsync(kind);
        var bot = await network.NewUser().ConnectedAsync();
        var alice = await network.NewUser().ConnectedAsync();
        var dialog = network.DialogWith(network.UserOf(bot));
        var waiting = new List<ReceivedEvent>();
        var texts = new List<string>();

        for (var n = 0; n < Count; n++)
        {
            await alice.WriteAsync(dialog, $"{n}");
            if (n % 20 == 10)
            {
                network.Cut(bot);
            }

            var received = await bot.NextUnacknowledgedAsync<MessageReceived>();
            texts.Add(((MessageReceived)received.Event).Text);
            waiting.Add(received);
            if (n % 7 == 0)
            {
                waiting.ForEach(w => w.Acknowledge());
                waiting.Clear();
            }
        }

        await alice.WriteAsync(dialog, "last");
        Assert.Equal("last", (await bot.NextAsync<MessageReceived>()).Text);
        Assert.Equal(Enumerable.Range(0, Count).Select(n => $"{n}"), texts);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task What_is_sent_while_the_connection_is_broken_arrives_once(NetworkKind kind)
    {
        await using var network = await servers.OpenAsync(kind);
        var bot = await network.NewUser().ConnectedAsync();
        var alice = await network.NewUser().ConnectedAsync();
        var dialog = network.DialogWith(network.UserOf(alice));

        network.Cut(bot);
        await bot.WriteAsync(dialog, "first");
        await bot.WriteAsync(dialog, "second");

        Assert.Equal("first", (await alice.NextAsync<MessageReceived>()).Text);
        Assert.Equal("second", (await alice.NextAsync<MessageReceived>()).Text);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task What_was_not_acknowledged_comes_again_after_a_restart_and_what_was_does_not(NetworkKind kind)
    {
        await using var network = await servers.OpenAsync(kind);
        var bot = await network.NewUser().ConnectedAsync();
        var alice = await network.NewUser().ConnectedAsync();
        var dialog = network.DialogWith(network.UserOf(bot));
        await alice.WriteAsync(dialog, "safe");
        await bot.NextAsync<MessageReceived>();
        await alice.WriteAsync(dialog, "not safe");
        await bot.NextUnacknowledgedAsync<MessageReceived>();

        await bot.DisposeAsync();
        var again = await network.Again(bot).ConnectedAsync();

        var heard = await again.NextAsync<MessageReceived>();
        Assert.Equal("not safe", heard.Text);
        Assert.True(heard.WasDelayed);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task What_was_written_to_somebody_who_is_away_comes_when_they_are_back(NetworkKind kind)
    {
        await using var network = await servers.OpenAsync(kind);
        var bot = await network.NewUser().ConnectedAsync();
        var alice = await network.NewUser().ConnectedAsync();
        await bot.DisconnectAsync(TestTimeout.Token);

        var id = await alice.WriteAsync(network.DialogWith(network.UserOf(bot)), "read it later");
        await bot.ConnectAsync(TestTimeout.Token);
        var heard = await bot.NextAsync<MessageReceived>();

        Assert.Equal(id, heard.MessageId);
        Assert.True(heard.WasDelayed);
    }
}
