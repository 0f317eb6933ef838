using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.Pipeline.CatchUp;

/// <summary>What happened while no host ran.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FakeHistory _history = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_new_bot_answers_nothing_that_was_written_before_it_came()
    {
        _history.Events = [Sample.Message("long ago")];
        var script = Script.Listening();
        await using var host = await StartAsync(script);
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("hello"));

        Assert.Equal("hello", (await script.NextAsync<MessageReceived>()).Text);
        Assert.False(_history.WasAsked);
    }

    [Fact]
    public async Task The_next_start_begins_at_the_newest_message_that_is_safe_and_hands_over_what_was_missed_first()
    {
        var last = await RunAsync(() => Sample.Message("last").Now());
        var script = Script.Listening();
        var mayRead = new TaskCompletionSource();
        _history.Events = [last, Sample.Message("missed").Now()];
        _history.OnRead = token => mayRead.Task.WaitAsync(token);

        await using var host = await StartAsync(script);
        var connector = await host.Network.NextConnectionAsync();
        await connector.ReceiveAsync(Sample.Message("live").Now());
        var since = await _history.NextAskedAsync();
        mayRead.SetResult();

        Assert.Equal("missed", (await script.NextAsync<MessageReceived>()).Text);
        Assert.Equal("live", (await script.NextAsync<MessageReceived>()).Text);
        Assert.Equal(last.Origin.OccurredAt.ToUnixTimeMilliseconds(), since.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task A_stop_in_the_middle_moves_nothing_and_the_next_start_repeats_it()
    {
        await RunAsync(() => Sample.Message("last").Now());
        var never = new TaskCompletionSource();
        _history.Events = [Sample.Message("1").Now()];
        _history.OnEnd = token => never.Task.WaitAsync(token);
        var script = Script.Listening();
        await using (var host = await StartAsync(script))
        {
            var connector = await host.Network.NextConnectionAsync();
            await connector.ReceiveAsync(Sample.Message("live").Now());
            Assert.Equal("1", (await script.NextAsync<MessageReceived>()).Text);
            await host.StopAsync();
            Assert.Equal(0, connector.Acknowledged);
        }

        var first = await _history.NextAskedAsync();
        _history.Events = [.. _history.Events, Sample.Message("2").Now()];
        _history.OnEnd = _ => Task.CompletedTask;
        var again = Script.Listening();
        await using var next = await StartAsync(again);

        Assert.Equal("2", (await again.NextAsync<MessageReceived>()).Text);
        Assert.Equal(first, await _history.NextAskedAsync());
    }

    [Fact]
    public async Task A_sender_whose_clock_runs_ahead_does_not_hide_what_is_missed_afterwards()
    {
        var before = TimeProvider.System.GetUtcNow();
        await RunAsync(() => Sample.Message("from the future").At(before.AddHours(20)));

        await using var host = await StartAsync(Script.Listening());

        Assert.InRange(await _history.NextAskedAsync(), before.AddSeconds(-1), TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Switched_off_it_reads_nothing()
    {
        await RunAsync(() => Sample.Message("last").Now());
        var script = Script.Listening();
        await using var host = await StartAsync(script, "--CatchUp:MaxAge=00:00:00");
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("live").Now());

        Assert.Equal("live", (await script.NextAsync<MessageReceived>()).Text);
        Assert.False(_history.WasAsked);
    }

    private async Task<MessageReceived> RunAsync(Func<MessageReceived> write)
    {
        var script = Script.Listening();
        await using var host = await StartAsync(script);
        var connector = await host.Network.NextConnectionAsync();
        await connector.ReceiveAsync(write());
        return await script.NextAsync<MessageReceived>();
    }

    private Task<TestHost> StartAsync(Script script, params string[] settings) => script.StartAsync(
        new FakeNetwork { History = _history }, ["--CatchUp:Overlap=00:00:00", TestHost.StorageIn(_directory), .. settings]);
}
