using System.Globalization;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Broker;

/// <summary>Two hosts on one broker and one database: one of them holds the account.</summary>
[Collection(BrokerCollection.Name)]
public sealed class TwoHostsTests(Brokers brokers, Databases databases) : IAsyncLifetime
{
    private readonly FakeNetwork _network = new();
    private readonly List<TestHost> _hosts = [];
    private string[] _settings = [];

    public async Task InitializeAsync() => _settings = await Brokers.SharedSettingsAsync(await brokers.NewAsync(), databases);

    public async Task DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_bot_on_any_host_gets_answers_from_the_one_that_holds_the_account()
    {
        var seen = new LastActivity { User = new UserRef("101"), IsOnline = false, LastActiveAt = Sample.Moment };
        _network.OnAsk = (_, _) => Task.FromResult<object>(seen);
        await StartAsync();
        await _network.NextConnectionAsync();
        var other = await StartAsync();

        var answer = await Backend(other).AskAsync(
            new GetLastActivity { Account = Sample.Account, User = new UserRef("101") }, TestTimeout.Token);

        Assert.Equal(seen, answer);
    }

    [Fact]
    public async Task Why_there_is_no_answer_comes_from_the_holder_too()
    {
        _network.OnAsk = (_, _) => throw new ConnectorRefusedException("There is no such user.", "item-not-found");
        await StartAsync();
        await _network.NextConnectionAsync();
        var other = await StartAsync();

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => Backend(other).AskAsync(
            new GetLastActivity { Account = Sample.Account, User = new UserRef("101") }, TestTimeout.Token));

        Assert.Equal("item-not-found", error.Reason);
        Assert.Contains("There is no such user.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_for_an_account_that_nobody_holds_is_told_so()
    {
        var host = await StartAsync();

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => host.Services.GetRequiredService<IOtherHosts>().AskAsync(
            new Relogin { Account = new AccountRef("sample", "nobody") }, TestTimeout.Limit, TestTimeout.Token));

        Assert.Equal(RequestFailedException.NotConnected, error.Reason);
    }

    [Fact]
    public async Task Typing_reaches_the_network_from_any_host()
    {
        await StartAsync();
        await _network.NextConnectionAsync();
        var other = await StartAsync();

        await Backend(other).SendAtOnceAsync(
            new SetTyping { Account = Sample.Account, Dialog = new DialogRef("d1"), IsTyping = true }, TestTimeout.Token);

        Assert.IsType<SetTyping>(await _network.NextCommandAsync());
    }

    [Fact]
    public async Task When_a_second_host_comes_and_the_first_one_goes_the_order_is_kept_and_nothing_is_lost_or_doubled()
    {
        const int Dialogs = 20;
        const int Messages = 2_000;
        var first = await StartAsync();
        var connector = await _network.NextConnectionAsync();
        var received = new Dictionary<DialogRef, List<int>>();

        await SendAsync(0, Messages / 2);
        var second = await StartAsync();
        await SendAsync(Messages / 2, Messages);
        await connector.AcknowledgedAsync(Messages);
        var stopping = first.StopAsync();
        for (var i = 0; i < Messages; i++)
        {
            var sent = await _network.NextSentAsync();
            var numbers = received.TryGetValue(sent.Dialog, out var known) ? known : received[sent.Dialog] = [];
            numbers.Add(int.Parse(sent.Text!, CultureInfo.InvariantCulture));
        }

        await stopping;
        await second.StopAsync();
        Assert.Empty(_network.TakeSent());
        Assert.All(received.Values, numbers => Assert.Equal(Enumerable.Range(0, Messages / Dialogs), numbers));
        Assert.Empty(await second.Services.GetRequiredService<IQueueStore>().CountAsync(TestTimeout.Token));

        async Task SendAsync(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                await connector.ReceiveAsync(Sample.GroupMessage($"!echo {i / Dialogs}") with { Dialog = new DialogRef($"d{i % Dialogs}") });
            }
        }
    }

    private static IBotBackend Backend(TestHost host) => host.Services.GetRequiredService<IBotBackend>();

    private async Task<TestHost> StartAsync()
    {
        var host = await TestHost.StartAsync(_network, settings: _settings);
        _hosts.Add(host);
        return host;
    }
}
