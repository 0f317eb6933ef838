using System.Collections.Concurrent;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.Pipeline;

/// <summary>Bots learn what became of what they sent.</summary>
public sealed class OutcomeTests
{
    private readonly ConcurrentQueue<string> _queued = new();
    private readonly Script _script;

    public OutcomeTests() => _script = new Script(async (e, context, token) =>
    {
        if (e is MessageReceived message)
        {
            _queued.Enqueue(await context.ReplyAsync(message, message.Text, token));
        }
    });

    [Fact]
    public async Task A_message_that_was_sent_is_told_with_the_id_that_edits_need()
    {
        await using var host = await _script.StartAsync();
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("hello"));

        var outcome = await _script.NextAsync<MessageSent>();
        Assert.Equal(Assert.Single(_queued), outcome.CommandId);
        Assert.Equal($"id of {outcome.CommandId}", outcome.MessageId);
        Assert.Equal(Sample.Dialog, outcome.Dialog);
        Assert.Equal(Sample.Account, outcome.Origin.Account);
    }

    [Fact]
    public async Task A_message_that_was_refused_is_told_with_the_networks_word()
    {
        var network = new FakeNetwork
        {
            OnSend = (_, _) => throw new ConnectorRefusedException("The user blocks you.", "service-unavailable"),
        };
        await using var host = await _script.StartAsync(network);
        var connector = await network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("hello"));

        var outcome = await _script.NextAsync<CommandFailed>();
        Assert.Equal(Assert.Single(_queued), outcome.CommandId);
        Assert.Equal("service-unavailable", outcome.Reason);
        Assert.Equal("The user blocks you.", outcome.Problem);
    }

    [Fact]
    public async Task A_message_that_never_gets_through_is_told_without_a_word_of_the_network()
    {
        var network = new FakeNetwork { OnSend = (_, _) => throw new ConnectorException("The cable is cut.") };
        await using var host = await _script.StartAsync(network, "--Bus:Retries=1");
        var connector = await network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("hello"));

        var outcome = await _script.NextAsync<CommandFailed>();
        Assert.Null(outcome.Reason);
        Assert.Equal("The cable is cut.", outcome.Problem);
    }

    [Fact]
    public async Task A_command_for_an_account_that_the_host_does_not_have_is_told_as_refused()
    {
        var script = new Script((e, context, token) => e is MessageReceived message
            ? context.QueueAsync(
                id => new DeleteMessage
                {
                    CommandId = id,
                    CreatedAt = Sample.Moment,
                    Account = Sample.Account with { Id = "999" },
                    Dialog = message.Dialog,
                    MessageId = "m1",
                },
                token)
            : Task.CompletedTask);
        await using var host = await script.StartAsync();
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("hello"));

        Assert.Equal("unknown-account", (await script.NextAsync<CommandFailed>()).Reason);
    }

    [Fact]
    public async Task What_was_told_can_be_edited_in_one_line()
    {
        var script = new Script((e, context, token) => e switch
        {
            MessageReceived message => context.ReplyAsync(message, "working", token),
            MessageSent sent => context.EditAsync(sent, "done", token),
            _ => Task.CompletedTask,
        });
        await using var host = await script.StartAsync();
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("go"));

        var sent = await host.Network.NextSentAsync();
        var edit = Assert.IsType<EditMessage>(await host.Network.NextCommandAsync());
        Assert.Equal(connector.MessageIdOf(sent), edit.MessageId);
        Assert.Equal("done", edit.Text);
    }

    [Fact]
    public async Task Outcomes_wait_for_nobody_so_a_crowded_host_does_not_stand_still()
    {
        const int Count = 300;
        await using var host = await _script.StartAsync(
            settings: ["--Bus:MaxEventsInFlight=1", "--Bus:MaxCommandsInFlight=1"]);
        var connector = await host.Network.NextConnectionAsync();

        for (var i = 0; i < Count; i++)
        {
            await connector.ReceiveAsync(Sample.Message($"{i}"));
        }

        for (var i = 0; i < Count; i++)
        {
            Assert.Contains((await _script.NextAsync<MessageSent>()).CommandId, _queued);
        }
    }

    [Fact]
    public async Task What_became_of_the_last_commands_of_a_host_that_stops_is_told_after_the_next_start()
    {
        using var directory = new TempDirectory();
        var network = new FakeNetwork();
        var begun = new TaskCompletionSource();
        var mayLeave = new TaskCompletionSource();
        network.OnSend = (_, token) =>
        {
            begun.TrySetResult();
            return mayLeave.Task.WaitAsync(token);
        };
        await using var host = await _script.StartAsync(network, TestHost.StorageIn(directory));
        var connector = await network.NextConnectionAsync();
        await connector.ReceiveAsync(Sample.Message("hello"));
        await begun.Task.WaitAsync(TestTimeout.Token);

        var stopping = host.StopAsync();
        mayLeave.SetResult();
        await stopping;
        await using var next = await _script.StartAsync(settings: TestHost.StorageIn(directory));

        Assert.Equal(Assert.Single(_queued), (await _script.NextAsync<MessageSent>()).CommandId);
    }
}
