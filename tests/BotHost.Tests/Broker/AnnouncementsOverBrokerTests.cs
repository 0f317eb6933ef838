using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Tests.Announcements.Commands;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Announcements;
using RabbitMQ.Client;

namespace BotPlatform.BotHost.Tests.Broker;

/// <summary>Requests about announcements on a broker, with two hosts and other programs.</summary>
[Collection(BrokerCollection.Name)]
public sealed class AnnouncementsOverBrokerTests(Brokers brokers, Databases databases) : IAsyncLifetime
{
    private readonly FakeNetwork _network = new();
    private readonly List<TestHost> _hosts = [];
    private Uri? _broker;
    private string[] _settings = [];

    public async Task InitializeAsync()
    {
        _broker = await brokers.NewAsync();
        _settings = [.. await Brokers.SharedSettingsAsync(_broker, databases), "--Announcements:DialogRate=0"];
    }

    public async Task DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_one_host_makes_the_other_one_knows_and_a_run_that_both_begin_is_one()
    {
        var (one, other) = (await StartAsync(), await StartAsync());

        await one.CreateAsync(Asking.News(schedule: Asking.EveryMorning), id: "a");
        await other.CreateAsync(Asking.News(schedule: Asking.EveryMorning), id: "a");
        var runs = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(i => (i % 2 == 0 ? one : other).StartRunAsync(Sample.Moment)));

        Assert.Single(runs.Select(run => run.Run).Distinct());
        await other.WhenAsync(RunState.Completed);
        Assert.Single(_network.TakeSent());
        Assert.Equal(
            (AnnouncementRefusals.NotFound, "There is no announcement 'gone'."), await Asking.RefusalAsync(() => other.PauseAsync("gone")));
    }

    [Fact]
    public async Task Hosts_that_start_with_the_same_configuration_enter_it_once()
    {
        _settings = [.. _settings, "--Announcements:0:Name=news", "--Announcements:0:Users:0=101", "--Announcements:0:Text=On."];

        await Task.WhenAll(StartAsync(), StartAsync());

        await Until.TrueAsync(async () => await _hosts[0].Announcements().FindAsync("news", TestTimeout.Token) is not null);
        await _hosts[0].WhenAsync(RunState.Completed);
        Assert.Single(_network.TakeSent());
        Assert.Single(await _hosts[1].AuditAsync(), entry => entry.Action == "create");
    }

    [Fact]
    public async Task Another_program_makes_one_as_the_page_says_and_what_is_wrong_is_in_the_audit()
    {
        var host = await StartAsync();
        await using var connection = await new ConnectionFactory { Uri = _broker! }.CreateConnectionAsync(TestTimeout.Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestTimeout.Token);
        var by = new Requester { Way = RequestWay.Bus, Name = "crm" };
        var create = new CreateAnnouncement { RequestId = "crm-1", By = by, Announcement = Asking.News() };

        await PublishAsync(channel, create);
        await PublishAsync(channel, create); // it was not sure
        await PublishAsync(channel, new PauseAnnouncement { RequestId = "crm-2", By = by, Name = "gone" });

        await Until.TrueAsync(async () => (await host.AuditAsync(name: null)).Any(entry => entry.Action == "pause"));
        await host.WhenAsync(RunState.Completed);
        Assert.Single(await host.RunsAsync());
        var audit = await host.AuditAsync(name: null);
        Assert.Equal(
            ("bus (crm)", "refused: There is no announcement 'gone'."),
            audit.Where(entry => entry.Action == "pause").Select(entry => (entry.By, entry.Details)).Single());
        Assert.Equal("bus (crm)", Assert.Single(audit, entry => entry.Action == "create").By);
    }

    private async Task<TestHost> StartAsync()
    {
        var host = await TestHost.StartAsync(_network, configure: null, _settings);
        lock (_hosts)
        {
            _hosts.Add(host);
        }

        return host;
    }

    private static async Task PublishAsync(IChannel channel, IAnnouncementRequest request) => await channel.BasicPublishAsync(
        exchange: "",
        routingKey: "announcements",
        mandatory: true,
        new BasicProperties
        {
            ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent,
            Headers = new Dictionary<string, object?>(StringComparer.Ordinal) { ["Kind"] = request.GetType().Name },
        },
        MessageFormat.Write(request),
        TestTimeout.Token);
}
