using System.Net;
using System.Net.Sockets;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.Bots.Echo;
using BotPlatform.BotSdk;

namespace BotPlatform.BotHost.Tests.Hosting;

public sealed class StartupTests
{
    [Theory]
    [InlineData("--Bus:Transport=RabbitMq", "Bus:Transport is RabbitMq, and Bus:RabbitMq:Uri is missing: set it to amqp://user:password@host:5672/virtual-host.")]
    [InlineData("--Bus:Transport=Pigeon", "Bus:Transport is 'Pigeon', which is no transport. Set it to InMemory or RabbitMq.")]
    [InlineData("--Bus:Lanes=0", "Bus:Lanes is '0'. The field Lanes must be between 1 and 256.")]
    [InlineData("--Bus:StopTimeout=-00:00:01",
        "Bus:StopTimeout is '-00:00:01'. The field StopTimeout must be between 00:00:00 and 00:10:00.")]
    [InlineData("--Requests:Timeout=00:00:00",
        "Requests:Timeout is '00:00:00'. The field Timeout must be between 00:00:00.0010000 and 01:00:00.")]
    [InlineData("--Leases:RenewEvery=00:00:04",
        "Leases:RenewEvery is '00:00:04', which is more than a third of Leases:TimeToLive '00:00:10' less Leases:SafetyMargin "
        + "'00:00:01'. Renew more often, or set a longer Leases:TimeToLive.")]
    [InlineData("--Leases:SafetyMargin=-00:00:01",
        "Leases:SafetyMargin is '-00:00:01'. The field SafetyMargin must be between 00:00:00.0100000 and 00:01:00.")]
    public async Task A_wrong_setting_is_one_sentence_that_names_it(string setting, string sentence) =>
        Assert.Equal(sentence, Assert.Single(await Startup.ProblemsAsync([setting])));

    [Fact]
    public async Task A_value_of_the_wrong_kind_names_its_setting() =>
        Assert.Contains("'Bus:Lanes'", Assert.Single(await Startup.ProblemsAsync(["--Bus:Lanes=many"])), StringComparison.Ordinal);

    [Fact]
    public async Task Several_wrong_settings_are_said_together()
    {
        var problems = await Startup.ProblemsAsync(["--Bus:Lanes=0", "--Bus:Retries=-1", "--ConnectyCube:AppId=abc"]);

        Assert.Equal(3, problems.Count);
    }

    [Fact]
    public async Task A_host_without_an_account_says_what_to_set()
    {
        var problems = await Startup.ProblemsAsync([], FakeNetwork.WithoutAccounts());

        Assert.Contains("ConnectyCube:Accounts:0:Login", Assert.Single(problems), StringComparison.Ordinal);
        Assert.Contains("StandardXmpp:Accounts:0:Username", problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_setting_of_any_network_stops_the_start()
    {
        var problems = await Startup.ProblemsAsync(
            ["--StandardXmpp:Server=xmpp://127.0.0.1", "--StandardXmpp:Host=example.org", "--StandardXmpp:Accounts:0:Username=bot"]);

        Assert.Contains("set StandardXmpp:Accounts:0:Password", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_bots_with_one_command_stop_the_start()
    {
        var problems = await Startup.ProblemsAsync([], configure: services => services.AddBot<EchoBot>("parrot"));

        Assert.Contains("'echo' (EchoBot) and 'parrot' (EchoBot)", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_in_use_is_a_sentence()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var taken = ((IPEndPoint)listener.LocalEndpoint).Port;

        var problems = await Startup.ProblemsAsync([$"--Urls=http://127.0.0.1:{taken}"]);

        Assert.Contains($"{taken}", Assert.Single(problems), StringComparison.Ordinal);
        Assert.Contains("Set Urls", problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Urls=nonsense")]
    [InlineData("--Urls=http://127.0.0.1:99999")]
    [InlineData("--Urls=http://192.0.2.1:5080")]
    public async Task An_address_that_is_none_or_not_ours_is_a_sentence(string setting) =>
        Assert.Contains("Urls", Assert.Single(await Startup.ProblemsAsync([setting])), StringComparison.Ordinal);

    [Fact]
    public async Task A_port_of_the_sandbox_in_use_is_a_sentence()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var taken = ((IPEndPoint)listener.LocalEndpoint).Port;

        var problems = await Startup.ProblemsAsync(["--Sandbox:Enabled=true", $"--Sandbox:HttpPort={taken}", "--Sandbox:XmppPort=0"]);

        Assert.Contains("Sandbox:HttpPort", Assert.Single(problems), StringComparison.Ordinal);
    }
}
