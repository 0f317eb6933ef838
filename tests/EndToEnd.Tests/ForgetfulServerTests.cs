using BotPlatform.TestKit;
using BotPlatform.TestKit.Network;
using Xunit.Abstractions;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>
/// The whole way there and back at a server that forgets: it resumes no session and keeps nothing for who is away. What the host does
/// not hear is only in the history.
/// </summary>
public sealed class ForgetfulServerTests(ITestOutputHelper output)
{
    private static readonly string[] Forgetful = ["--Sandbox:ResumeTimeout=00:00:00", "--Sandbox:OfflineLimit=0"];

    [Fact]
    public async Task Every_message_is_answered_once_and_in_order_although_the_server_forgets_each_session()
    {
        const int Messages = 1_000;
        const int Cuts = 10;
        const int Lead = 60;
        await using var sandbox = await RunningSandbox.StartAsync(Forgetful);
        await using var proxy = new FaultProxy(sandbox.WebSocket.Port);
        await using var host = await RunningHost.StartAsync(
        [
            .. sandbox.HostSettings(proxy.Through(sandbox.WebSocket)),
            "--ConnectyCube:Reconnect:FirstDelay=00:00:00.001", "--ConnectyCube:Reconnect:MaxDelay=00:00:00.001",
        ]);
        var conversation = await SavedConversation.BeginAsync(sandbox);
        await conversation.WriteAsync(0);
        await conversation.ReadAsync(1);
        var schedule = new CutSchedule(Cuts, minBytes: 2_000, maxBytes: 20_000);
        output.WriteLine($"{schedule}");
        proxy.Follow(schedule);
        proxy.Cut();

        using var lead = new SemaphoreSlim(Lead);
        var writing = WriteAsync();
        try
        {
            await conversation.ReadAsync(Messages, () => lead.Release());
            await writing;
        }
        finally
        {
            output.WriteLine($"{proxy.Cuts} cuts");
            output.WriteLine(host.Process.Output);
        }

        AssertAll(conversation, Messages);
        Assert.Contains("has read its history since", host.Process.Output, StringComparison.Ordinal);
        await conversation.EndAsync();

        async Task WriteAsync()
        {
            for (var i = 1; i < Messages; i++)
            {
                await lead.WaitAsync(TestTimeout.Token);
                await conversation.WriteAsync(i);
            }
        }
    }

    [Fact]
    public async Task What_was_written_while_the_host_was_killed_is_answered_once_and_in_order_by_the_next_one()
    {
        const int Before = 20;
        const int Messages = 300;
        await using var sandbox = await RunningSandbox.StartAsync(Forgetful);
        await using var host = await RunningHost.StartAsync(
            [.. sandbox.HostSettings(sandbox.WebSocket), "--Storage:ConnectionString=Data Source=kept.db"]);
        var conversation = await SavedConversation.BeginAsync(sandbox);
        for (var i = 0; i < Before; i++)
        {
            await conversation.WriteAsync(i);
        }

        await conversation.ReadAsync(Before);
        await host.KillAsync();
        for (var i = Before; i < Messages; i++)
        {
            await conversation.WriteAsync(i);
        }

        await host.StartAgainAsync();
        await conversation.ReadAsync(Messages);

        AssertAll(conversation, Messages);
        await conversation.EndAsync();
    }

    private static void AssertAll(SavedConversation conversation, int messages)
    {
        Assert.Equal(Enumerable.Range(0, messages).Where(i => i % 2 == 0), conversation.Alone);
        Assert.Equal(Enumerable.Range(0, messages).Where(i => i % 2 == 1), conversation.InGroup);
    }
}
