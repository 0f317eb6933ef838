using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.Contracts.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Pipeline;

public sealed class RequestTests
{
    private readonly FakeNetwork _network = new();

    [Fact]
    public async Task A_bot_gets_the_answer_of_its_accounts_network()
    {
        _network.OnAsk = (request, _) => Task.FromResult<object>(new LastActivity
        {
            User = ((GetLastActivity)request).User,
            IsOnline = true,
            LastActiveAt = Sample.Moment,
        });
        var script = new Script(async (e, context, token) =>
        {
            if (e is MessageReceived message)
            {
                var activity = await context.LastActivityAsync(message.Sender, token);
                await context.ReplyAsync(message, $"{activity.User.Id} {activity.IsOnline}", token);
            }
        });
        await using var host = await script.StartAsync(_network);
        var connector = await _network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("who?"));

        Assert.Equal("101 True", (await _network.NextSentAsync()).Text);
    }

    [Fact]
    public async Task Every_kind_of_request_finds_its_ability()
    {
        await using var host = await TestHost.StartAsync(_network);
        await _network.NextConnectionAsync();
        var service = host.Services.GetRequiredService<RequestService>();
        IAccountRequest<Done>[] requests =
        [
            new JoinDialog { Account = Sample.Account, Dialog = Sample.Group },
            new LeaveDialog { Account = Sample.Account, Dialog = Sample.Group },
            new SetActivity { Account = Sample.Account, IsActive = false },
            new WatchActivity { Account = Sample.Account, User = Sample.User },
            new SavePrivacyList { Account = Sample.Account, List = new PrivacyList { Name = "a", Rules = [] } },
            new UsePrivacyList { Account = Sample.Account, Name = null },
            new RemovePrivacyList { Account = Sample.Account, Name = "a" },
        ];
        var asked = new List<object>();
        _network.OnAsk = (request, _) =>
        {
            asked.Add(request);
            return Task.FromResult<object>(new Done());
        };

        foreach (var request in requests)
        {
            await service.AskAsync(request, TestTimeout.Token);
        }

        Assert.Equal(requests, asked);
    }

    [Fact]
    public async Task A_refusal_carries_the_networks_word()
    {
        _network.OnAsk = (_, _) => throw new ConnectorRefusedException("There is no such list.", "item-not-found");

        var error = await FailAsync(new GetPrivacyList { Account = Sample.Account, Name = "a" });

        Assert.Equal("item-not-found", error.Reason);
        Assert.Equal("GetPrivacyList: There is no such list.", error.Message);
    }

    [Fact]
    public async Task What_the_network_cannot_do_is_said()
    {
        _network.Lacks.Add(typeof(IAnswers<PingNetwork, PingAnswer>));

        Assert.Equal(RequestFailedException.NotSupported, (await FailAsync(new PingNetwork { Account = Sample.Account })).Reason);
    }

    [Fact]
    public async Task An_account_that_the_host_does_not_have_is_said()
    {
        var error = await FailAsync(new PingNetwork { Account = new AccountRef("sample", "999") });

        Assert.Equal(RequestFailedException.UnknownAccount, error.Reason);
        Assert.Contains("no account 999 on sample", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_connection_nothing_is_kept_and_it_is_said()
    {
        var error = await FailAsync(new PingNetwork { Account = Sample.Account }, connector => connector.Break());

        Assert.Equal(RequestFailedException.NotConnected, error.Reason);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_not_waited_for_for_ever()
    {
        _network.OnAsk = (_, _) => new TaskCompletionSource<object>().Task;

        var error = await FailAsync(
            new PingNetwork { Account = Sample.Account }, settings: "--Requests:Timeout=00:00:00.05");

        Assert.Equal(RequestFailedException.Timeout, error.Reason);
    }

    [Fact]
    public async Task A_bot_that_does_not_catch_a_failure_is_called_again()
    {
        var asked = 0;
        _network.OnAsk = (_, _) => ++asked < 3
            ? throw new ConnectorException("The cable is cut.")
            : Task.FromResult<object>(new PingAnswer { RoundTrip = TimeSpan.FromMilliseconds(7) });
        var script = new Script(async (e, context, token) =>
        {
            if (e is MessageReceived message)
            {
                await context.ReplyAsync(message, "before", token);
                var took = await context.PingAsync(token);
                await context.ReplyAsync(message, $"{took.TotalMilliseconds}", token);
            }
        });
        await using var host = await script.StartAsync(_network);
        var connector = await _network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("ping"));

        Assert.Equal("before", (await _network.NextSentAsync()).Text);
        Assert.Equal("7", (await _network.NextSentAsync()).Text);
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_bot_can_disconnect_its_account_and_log_it_in_again()
    {
        var script = new Script(async (e, context, token) =>
        {
            if (e is MessageReceived)
            {
                await context.DisconnectAsync(token);
                await context.ReloginAsync(token);
            }
        });
        await using var host = await script.StartAsync(_network);
        var connector = await _network.NextConnectionAsync();
        await UntilAsync(script, ConnectionState.Ready);

        await connector.ReceiveAsync(Sample.Message("again"));

        await UntilAsync(script, ConnectionState.Closed);
        await UntilAsync(script, ConnectionState.Ready);
        Assert.Same(connector, await _network.NextConnectionAsync());
    }

    [Fact]
    public async Task A_login_that_is_refused_again_is_said()
    {
        var error = await FailAsync(
            new Relogin { Account = Sample.Account },
            _ => _network.OnConnect = (_, _) => throw new ConnectorAuthenticationException("The password is wrong."));

        Assert.Equal(RequestFailedException.AuthenticationFailed, error.Reason);
    }

    private static async Task UntilAsync(Script script, ConnectionState state)
    {
        while ((await script.NextAsync<ConnectionStateChanged>()).State != state)
        {
        }
    }

    private async Task<RequestFailedException> FailAsync<TAnswer>(
        IAccountRequest<TAnswer> request, Action<FakeConnector>? before = null, string settings = "--Bus:Lanes=1")
        where TAnswer : class
    {
        await using var host = await TestHost.StartAsync(_network, settings: settings);
        var connector = await _network.NextConnectionAsync();
        before?.Invoke(connector);
        return await Assert.ThrowsAsync<RequestFailedException>(
            () => host.Services.GetRequiredService<RequestService>().AskAsync(request, TestTimeout.Token));
    }
}
