using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Leases;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk;
using BotPlatform.Connectors;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Hosting;

public sealed class WelcomeTests
{
    [Fact]
    public async Task It_says_what_runs_where_and_what_does_not_run()
    {
        var network = new FakeNetwork
        {
            OnConnect = (_, _) => throw new ConnectorAuthenticationException("The password is wrong."),
        };
        await using var host = await TestHost.StartAsync(network);
        await Task.WhenAll(host.Accounts.All.Select(account => account.Settled)).WaitAsync(TestTimeout.Token);
        var output = new StringWriter();

        await new Welcome(sandbox: null, output).PrintAsync(
            ["http://127.0.0.1:5080"], host.Accounts, host.Services.GetRequiredKeyedService<ILeases>(LeaseGroups.Accounts), host.Services.GetRequiredService<IBotCatalog>());

        Assert.Contains("http://127.0.0.1:5080/health/ready", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("!echo TEXT", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("100 on sample is refused: The password is wrong.", output.ToString(), StringComparison.Ordinal);
    }
}
