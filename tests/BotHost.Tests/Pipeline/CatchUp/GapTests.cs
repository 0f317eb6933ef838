using System.Net;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;

namespace BotPlatform.BotHost.Tests.Pipeline.CatchUp;

/// <summary>A gap in the stream of a host that runs.</summary>
public sealed class GapTests
{
    private readonly FakeHistory _history = new();
    private readonly Script _script = Script.Listening();
    private readonly Queue<MessageReceived> _inGroup = new();

    [Fact]
    public async Task What_was_missed_comes_in_its_order_before_what_came_live_afterwards()
    {
        await using var host = await StartAsync();
        var connector = await host.Network.NextConnectionAsync();
        await connector.ReceiveAsync(Sample.Message("0"));
        var mayRead = new TaskCompletionSource();
        _history.Events = [Sample.Message("1"), Sample.GroupMessage("elsewhere"), Sample.Message("2")];
        _history.OnRead = token => mayRead.Task.WaitAsync(token);

        await connector.ReceiveAsync(Sample.Gap());
        await connector.ReceiveAsync(Sample.Message("3"));
        await _history.NextAskedAsync();
        Assert.Equal("0", (await _script.NextAsync<MessageReceived>()).Text);
        await _script.NextAsync<GapDetected>();
        mayRead.SetResult();

        Assert.Equal(["1", "2", "3"], await InOrderAsync(3));
        Assert.Equal("elsewhere", (await NextInGroupAsync()).Text);
    }

    [Fact]
    public async Task What_came_live_too_is_handled_once()
    {
        await using var host = await StartAsync();
        var connector = await host.Network.NextConnectionAsync();
        var (before, missed, after) = (Sample.Message("before"), Sample.Message("missed"), Sample.Message("after"));
        _history.Events = [before, missed, after];

        await connector.ReceiveAsync(before);
        await connector.ReceiveAsync(Sample.Gap());
        await connector.ReceiveAsync(after);
        await connector.ReceiveAsync(Sample.Message("last"));

        Assert.Equal(["before", "missed", "after", "last"], await InOrderAsync(4));
        await host.StopAsync();
        Assert.Equal(4, connector.Acknowledged);
    }

    [Fact]
    public async Task A_history_that_fails_is_asked_again_from_the_same_place_and_the_order_holds()
    {
        await using var host = await StartAsync("--CatchUp:HoldFor=00:10:00");
        var connector = await host.Network.NextConnectionAsync();
        var (first, second) = (Sample.Message("1"), Sample.Message("2"));
        _history.Events = [first];
        var failures = 0;
        _history.OnEnd = _ =>
        {
            _history.Events = [first, second];
            return ++failures < 3 ? throw new ConnectorException("The service is down.") : Task.CompletedTask;
        };

        await connector.ReceiveAsync(Sample.Gap());
        await connector.ReceiveAsync(Sample.Message("3"));

        Assert.Equal(["1", "2", "3"], await InOrderAsync(3));
        var asked = new[] { await _history.NextAskedAsync(), await _history.NextAskedAsync(), await _history.NextAskedAsync() };
        Assert.Single(asked.Distinct());
    }

    [Fact]
    public async Task After_the_limit_live_events_go_on_and_what_was_missed_comes_when_it_can_be_read()
    {
        await using var host = await StartAsync("--CatchUp:HoldFor=00:00:00.010");
        var connector = await host.Network.NextConnectionAsync();
        var mayRead = new TaskCompletionSource();
        _history.Events = [Sample.Message("missed")];
        _history.OnRead = token => mayRead.Task.WaitAsync(token);

        await connector.ReceiveAsync(Sample.Gap());
        await connector.ReceiveAsync(Sample.Message("live"));
        Assert.Equal("live", (await _script.NextAsync<MessageReceived>()).Text);
        var meanwhile = await HealthAsync(host);
        mayRead.SetResult();
        Assert.Equal("missed", (await _script.NextAsync<MessageReceived>()).Text);

        Assert.Contains("\"Degraded\"", meanwhile, StringComparison.Ordinal);
        Assert.Contains("may miss messages: sample/100 since", meanwhile, StringComparison.Ordinal);
        await UntilHealthyAsync(host);
    }

    [Fact]
    public async Task Where_the_history_is_refused_live_events_do_not_wait()
    {
        await using var host = await StartAsync("--CatchUp:HoldFor=00:10:00");
        var connector = await host.Network.NextConnectionAsync();
        _history.OnRead = _ => throw new ConnectorRefusedException("The password is wrong.", "not-authorized");

        await connector.ReceiveAsync(Sample.Gap());
        await connector.ReceiveAsync(Sample.Message("live"));

        Assert.Equal("live", (await _script.NextAsync<MessageReceived>()).Text);
        Assert.Contains("\"Degraded\"", await HealthAsync(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_gap_during_the_repair_is_repaired_too()
    {
        await using var host = await StartAsync();
        var connector = await host.Network.NextConnectionAsync();
        var (one, two) = (Sample.Message("1"), Sample.Message("2"));
        var mayRead = new TaskCompletionSource();
        _history.Events = [one];
        _history.OnRead = token => mayRead.Task.WaitAsync(token);
        _history.OnEnd = _ =>
        {
            _history.Events = [one, Sample.Message("3")];
            return Task.CompletedTask;
        };

        await connector.ReceiveAsync(Sample.Gap());
        await connector.ReceiveAsync(two);
        await connector.ReceiveAsync(Sample.Gap());
        await connector.ReceiveAsync(Sample.Message("4"));
        mayRead.SetResult();

        Assert.Equal(["1", "2", "3", "4"], await InOrderAsync(4));
    }

    [Fact]
    public async Task More_live_events_may_wait_than_fit_into_memory()
    {
        const int Live = 3_000;
        await using var host = await StartAsync();
        var connector = await host.Network.NextConnectionAsync();
        var mayRead = new TaskCompletionSource();
        _history.Events = [Sample.Message("missed")];
        _history.OnRead = token => mayRead.Task.WaitAsync(token);

        await connector.ReceiveAsync(Sample.Gap());
        var receiving = ReceiveAsync();
        await _history.NextAskedAsync();
        Assert.False(receiving.IsCompleted);
        mayRead.SetResult();
        await receiving;

        Assert.Equal(["missed", .. Enumerable.Range(0, Live).Select(i => $"{i}")], await InOrderAsync(Live + 1));

        async Task ReceiveAsync()
        {
            for (var i = 0; i < Live; i++)
            {
                await connector.ReceiveAsync(Sample.Message($"{i}"));
            }
        }
    }

    [Fact]
    public async Task Without_a_history_live_events_go_on_at_once()
    {
        await using var host = await _script.StartAsync();
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Gap());
        await connector.ReceiveAsync(Sample.Message("live"));

        Assert.Equal("live", (await _script.NextAsync<MessageReceived>()).Text);
        Assert.Contains("\"Healthy\"", await HealthAsync(host), StringComparison.Ordinal);
    }

    private async Task<TestHost> StartAsync(params string[] settings)
    {
        var host = await _script.StartAsync(
            new FakeNetwork { History = _history }, ["--CatchUp:RetryDelay=00:00:00.001", "--CatchUp:MaxRetryDelay=00:00:00.002", .. settings]);
        Assert.False(_history.WasAsked); // a new account
        return host;
    }

    private async Task<IReadOnlyList<string>> InOrderAsync(int count)
    {
        var texts = new List<string>();
        while (texts.Count < count)
        {
            var message = await _script.NextAsync<MessageReceived>();
            if (message.Dialog == Sample.Dialog)
            {
                texts.Add(message.Text);
            }
            else
            {
                _inGroup.Enqueue(message);
            }
        }

        return texts;
    }

    private async Task<MessageReceived> NextInGroupAsync() =>
        _inGroup.TryDequeue(out var message) ? message : await _script.NextAsync<MessageReceived>();

    private static async Task<string> HealthAsync(TestHost host)
    {
        using var http = host.Http;
        using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestTimeout.Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestTimeout.Token);
    }

    private static async Task UntilHealthyAsync(TestHost host)
    {
        var limit = TestTimeout.Token;
        while (!(await HealthAsync(host)).Contains("\"status\":\"Healthy\"", StringComparison.Ordinal))
        {
            limit.ThrowIfCancellationRequested();
        }
    }
}
