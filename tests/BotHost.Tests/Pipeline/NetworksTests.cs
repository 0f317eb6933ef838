using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Pipeline;

/// <summary>One host on several networks at once.</summary>
public sealed class NetworksTests
{
    // The same id on both: only the network tells the accounts apart.
    private static readonly AccountRef Elsewhere = Sample.Account with { Network = "other" };

    private readonly FakeNetwork _network = new();
    private readonly FakeNetwork _other = new(Elsewhere);

    [Fact]
    public async Task Each_account_answers_on_its_own_network()
    {
        await using var host = await StartAsync(_network);
        var here = await _network.NextConnectionAsync();
        var there = await _other.NextConnectionAsync();

        await here.ReceiveAsync(Sample.Message("!echo here"));
        await there.ReceiveAsync(At(Elsewhere, "!echo there"));

        var answer = await _network.NextSentAsync();
        Assert.Equal((Sample.Account, "here"), (answer.Account, answer.Text));
        answer = await _other.NextSentAsync();
        Assert.Equal((Elsewhere, "there"), (answer.Account, answer.Text));
    }

    [Fact]
    public async Task A_network_that_refuses_the_account_does_not_disturb_the_other()
    {
        _network.OnConnect = (_, _) => throw new ConnectorAuthenticationException("The password is wrong.");
        await using var host = await StartAsync(_network);
        var there = await _other.NextConnectionAsync();
        await host.Accounts[Sample.Account].Settled.WaitAsync(TestTimeout.Token);

        await there.ReceiveAsync(At(Elsewhere, "!echo there"));

        Assert.Equal("there", (await _other.NextSentAsync()).Text);
        Assert.Equal(ConnectionState.AuthenticationFailure, host.Accounts[Sample.Account].Status.State);
    }

    [Fact]
    public async Task Only_one_of_the_networks_needs_an_account()
    {
        await using var host = await StartAsync(FakeNetwork.WithoutAccounts());
        await _other.NextConnectionAsync();

        Assert.Equal([Elsewhere], host.Accounts.All.Select(account => account.Account));
    }

    [Fact]
    public async Task A_refusal_that_the_network_tells_late_reaches_the_bots()
    {
        var script = Script.Listening();
        await using var host = await script.StartAsync(_network);
        var connector = await _network.NextConnectionAsync();
        var refusal = new CommandFailed
        {
            Origin = Sample.Message("").Origin with { EventId = "refusal-1" },
            Dialog = Sample.Dialog,
            CommandId = "command-1",
            Reason = "service-unavailable",
            Problem = "The user is not there.",
        };

        await connector.ReceiveAsync(refusal);

        var handled = await script.NextAsync<CommandFailed>();
        Assert.Equal(refusal, handled with { Origin = handled.Origin with { Sequence = null } });
    }

    private Task<TestHost> StartAsync(FakeNetwork first) =>
        TestHost.StartAsync(first, services => services.AddSingleton<IChatConnectorFactory>(_other));

    private static MessageReceived At(AccountRef account, string text)
    {
        var message = Sample.Message(text);
        return message with { Origin = message.Origin with { Account = account } };
    }
}
