using BotPlatform.Connectors;
using BotPlatform.Contracts.Connections;
using BotPlatform.Sandbox;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Faults;

/// <summary>Many accounts of one process log in at once, and none waits for ever behind the others.</summary>
public sealed class LoginStormTests
{
    private const int Accounts = 200;

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task All_accounts_become_ready_and_once_more_after_a_cut_of_all(bool overTcp, bool withResumption)
    {
        var sandbox = new SandboxOptions { OfferStartTls = false, CreateUnknownUsers = true };
        sandbox.ResumeTimeout = withResumption ? sandbox.ResumeTimeout : TimeSpan.Zero;
        await using var network = await SandboxedNetwork.StartAsync(
            new NetworkSetup { OverTcp = overTcp, Sandbox = sandbox },
            ("MaxConcurrentLogins", "8"), ("Reconnect:FirstDelay", "00:00:00.020"));
        var accounts = Enumerable.Range(0, Accounts)
            .Select(i => network.Create(new ConnectyCubeAccount { Login = $"storm{i}", Password = "storm-password" })).ToArray();

        await Task.WhenAll(accounts.Select(a => a.ConnectAsync(TestTimeout.Token)));
        Assert.All(accounts, a => Assert.Equal(ConnectionState.Ready, a.Status.State));
        await Task.WhenAll(accounts.Select(a => a.NextStatusAsync(ConnectionState.Ready)));

        await network.Server.Chaos.CutAsync();
        await Task.WhenAll(accounts.Select(ComeBackAsync));

        // Who came back at once may have been cut once more.
        await Task.WhenAll(accounts.Select(a => a.ConnectAsync(TestTimeout.Token)));
        Assert.All(accounts, a => Assert.Equal(ConnectionState.Ready, a.Status.State));
    }

    private static async Task ComeBackAsync(IChatConnector account)
    {
        await account.NextStatusAsync(ConnectionState.Reconnecting);
        await account.NextStatusAsync(ConnectionState.Ready);
    }
}
