using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.Pipeline;

public sealed class CommandTests
{
    private static readonly Dictionary<string, BotAction> Actions = new()
    {
        [nameof(EditMessage)] = (e, context, token) => context.EditAsync(((IChatEvent)e).Dialog, "m1", "better", token),
        [nameof(DeleteMessage)] = (e, context, token) => context.DeleteAsync((MessageReceived)e, token),
        [nameof(ChangeReactions)] = (e, context, token) => context.ReactAsync((MessageReceived)e, "👍", token),
        [nameof(MarkDelivered)] = (e, context, token) => context.MarkDeliveredAsync((MessageReceived)e, token),
        [nameof(MarkRead)] = (e, context, token) => context.MarkReadAsync((MessageReceived)e, token),
        [nameof(SendSystemMessage)] = (_, context, token) => context.SendSystemMessageAsync(
            Sample.User, new Dictionary<string, string> { ["kind"] = "refresh" }, token),
        [nameof(SetTyping)] = (e, context, token) => context.TypingAsync((MessageReceived)e, token),
    };

    public static TheoryData<string> Names => [.. Actions.Keys];

    [Fact]
    public void Every_kind_of_command_is_among_them() =>
        Assert.Equal(
            Kinds.Commands.Select(kind => kind.Name).Order(),
            Actions.Keys.Append(nameof(SendMessage)).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_gets_from_the_bot_to_the_network(string name)
    {
        var script = new Script((e, context, token) =>
            e is MessageReceived ? Actions[name](e, context, token) : Task.CompletedTask);
        await using var host = await script.StartAsync();
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("go"));

        var command = await host.Network.NextCommandAsync();
        Assert.Equal(name, command.GetType().Name);
        Assert.Equal(Sample.Account, command.Account);
        Assert.Equal(Sample.Dialog, ((IChatCommand)command).Dialog);
    }

    [Fact]
    public async Task What_a_message_has_besides_its_text_gets_to_the_network_whole()
    {
        var options = new MessageOptions
        {
            Attachments = [new Attachment { Type = "image", Uid = "u1", Size = 7 }],
            Metadata = new Dictionary<string, string> { ["address/city"] = "Turku" },
            IsMarkable = true,
            IsSilent = true,
            SaveToHistory = false,
            DestroyAfter = TimeSpan.FromSeconds(5),
        };
        var script = new Script((e, context, token) =>
            e is MessageReceived message ? context.ReplyAsync(message, "", options, token) : Task.CompletedTask);
        await using var host = await script.StartAsync();
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("go"));

        var sent = await host.Network.NextSentAsync();
        Assert.Equivalent(options.Attachments, sent.Attachments, strict: true);
        Assert.Equal("Turku", sent.Metadata["address/city"]);
        Assert.Equal(TimeSpan.FromSeconds(5), sent.DestroyAfter);
        Assert.True(sent is { IsMarkable: true, IsSilent: true, SaveToHistory: false, Text: "" });
    }

    [Fact]
    public async Task An_edit_leaves_after_its_message_also_when_a_break_takes_the_message_along()
    {
        var order = new List<string>();
        var network = new FakeNetwork();
        network.OnSend = (_, _) =>
        {
            order.Add("message");
            return order.Count == 1 ? throw new ConnectorException("The cable is cut.") : Task.CompletedTask;
        };
        network.OnCommand = (command, _) =>
        {
            order.Add(command is EditMessage ? "edit" : "delete");
            return Task.CompletedTask;
        };
        var script = new Script(async (e, context, token) =>
        {
            if (e is MessageReceived message)
            {
                await context.ReplyAsync(message, "one", token);
                await context.EditAsync(message.Dialog, "m1", "two", token);
                await context.DeleteAsync(message.Dialog, "m1", token);
            }
        });
        await using var host = await script.StartAsync(network);
        var connector = await network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("go"));

        Assert.IsType<EditMessage>(await network.NextCommandAsync());
        Assert.IsType<DeleteMessage>(await network.NextCommandAsync());
        Assert.Equal(["message", "message", "edit", "delete"], order);
    }

    [Fact]
    public async Task What_the_network_cannot_do_is_refused()
    {
        var network = new FakeNetwork();
        network.Lacks.Add(typeof(ICarriesOut<EditMessage>));
        var script = new Script((e, context, token) =>
            e is MessageReceived message ? context.EditAsync(message.Dialog, "m1", "two", token) : Task.CompletedTask);
        await using var host = await script.StartAsync(network);
        var connector = await network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("go"));

        Assert.Equal("not-supported", (await script.NextAsync<CommandFailed>()).Reason);
    }

    [Fact]
    public async Task Typing_that_the_network_refuses_is_nobodys_problem()
    {
        var network = new FakeNetwork { OnCommand = (_, _) => throw new ConnectorException("The cable is cut.") };
        var script = new Script(async (e, context, token) =>
        {
            if (e is MessageReceived message)
            {
                await context.TypingAsync(message, token);
                await context.ReplyAsync(message, "done", token);
            }
        });
        await using var host = await script.StartAsync(network);
        var connector = await network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("go"));

        Assert.Equal("done", (await network.NextSentAsync()).Text);
    }
}
