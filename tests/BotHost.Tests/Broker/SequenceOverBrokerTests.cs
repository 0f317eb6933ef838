using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.Broker;

/// <summary>The numbers of what accounts see, as other programs and other hosts read them.</summary>
[Collection(BrokerCollection.Name)]
public sealed class SequenceOverBrokerTests(Brokers brokers, Databases databases) : IAsyncLifetime
{
    private readonly FakeNetwork _network = new();
    private readonly List<TestHost> _hosts = [];
    private string[] _settings = [];
    private OtherProgram? _other;

    public async Task InitializeAsync()
    {
        var broker = await brokers.NewAsync();
        _other = await OtherProgram.StartAsync(broker);
        _settings = await Brokers.SharedSettingsAsync(broker, databases);
    }

    public async Task DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await _other!.DisposeAsync();
    }

    [Fact]
    public async Task Numbers_grow_in_each_dialog_over_a_change_of_the_host_outcomes_included()
    {
        var talk = new NumberedTalk();
        var script = NumberedTalk.Answering();

        var first = await StartAsync(script);
        await talk.RunAsync(await _network.NextConnectionAsync(), _other!.NextAsync<IChatEvent>);
        await StartAsync(script);
        await first.StopAsync();
        await talk.RunAsync(await _network.NextConnectionAsync(), _other.NextAsync<IChatEvent>);

        talk.AssertGrowing();
    }

    [Fact]
    public async Task An_event_that_the_broker_delivers_again_keeps_its_number()
    {
        var begun = new TaskCompletionSource<IAccountEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = await StartAsync(
            new Script((e, _, token) => e is MessageReceived && begun.TrySetResult(e)
                ? new TaskCompletionSource().Task.WaitAsync(token)
                : Task.CompletedTask),
            "--Bus:StopTimeout=00:00:00.2");
        var connector = await _network.NextConnectionAsync();
        await connector.ReceiveAsync(Sample.Message("hello"));
        var before = await begun.Task.WaitAsync(TestTimeout.Token);

        await first.StopAsync();
        var script = Script.Listening();
        await StartAsync(script);
        var again = await script.NextAsync<MessageReceived>();

        Assert.NotNull(again.Origin.Sequence);
        Assert.Equal(before.Origin, again.Origin);
        Assert.Equal(before.Origin, (await _other!.NextAsync<MessageReceived>()).Origin);
    }

    [Fact]
    public async Task An_event_that_the_network_brings_again_has_the_same_id_and_a_new_number()
    {
        await StartAsync(Script.Listening());
        var connector = await _network.NextConnectionAsync();
        var message = Sample.Message("hello");

        await connector.ReceiveAsync(message);
        await connector.ReceiveAsync(message);
        var (first, second) = (await _other!.NextAsync<MessageReceived>(), await _other.NextAsync<MessageReceived>());

        Assert.Equal(first.Origin.EventId, second.Origin.EventId);
        Assert.True(first.Origin.Sequence < second.Origin.Sequence);
    }

    private async Task<TestHost> StartAsync(Script script, params string[] settings)
    {
        var host = await script.StartAsync(_network, [.. _settings, .. settings]);
        _hosts.Add(host);
        return host;
    }
}
