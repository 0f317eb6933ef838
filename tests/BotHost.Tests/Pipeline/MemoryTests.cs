using System.Globalization;
using BotPlatform.BotHost.Storage.Parked;
using BotPlatform.BotHost.Tests.Broker;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Pipeline;

/// <summary>What bots remember in the complete host, with the database alone and with a broker.</summary>
[Collection(BrokerCollection.Name)]
public sealed class MemoryTests(Brokers brokers, Databases databases)
{
    [Theory]
    [MemberData(nameof(Ground.All), MemberType = typeof(Ground))]
    public async Task What_all_lanes_change_at_the_same_time_counts_every_event_once(GroundKind ground)
    {
        const int Dialogs = 16;
        const int Messages = 160;
        await using var host = await StartAsync(await Ground.SettingsAsync(ground, brokers, databases));
        var connector = await host.Network.NextConnectionAsync();

        for (var i = 0; i < Messages; i++)
        {
            var message = Sample.GroupMessage("!count") with { Dialog = new DialogRef($"d{i % Dialogs}") };
            await connector.ReceiveAsync(message);
            if (i % 10 == 0)
            {
                await connector.ReceiveAsync(message);
            }
        }

        var counts = new List<int>();
        while (counts.Count < Messages)
        {
            counts.Add(int.Parse((await host.Network.NextSentAsync()).Text, CultureInfo.InvariantCulture));
        }

        await host.StopAsync();
        Assert.Empty(host.Network.TakeSent());
        Assert.Equal(Enumerable.Range(1, Messages), counts.Order());
    }

    [Theory]
    [MemberData(nameof(Ground.All), MemberType = typeof(Ground))]
    public async Task What_error_handlers_in_all_lanes_change_at_the_same_time_counts_every_parked_event_once(GroundKind ground)
    {
        const int Failures = 24;
        await using var host = await TestHost.StartAsync(
            configure: services => services.AddBot("sorry", bot =>
            {
                bot.OnCommand("fail", "Fails.", string () => throw new InvalidOperationException("As asked."));
                bot.OnError(async (_, e, context, token) =>
                {
                    var failures = await context.State.OfBot.GetAsync<int>("failures", token) + 1;
                    context.State.OfBot.Set("failures", failures);
                    await context.ReplyAsync((MessageReceived)e, $"{failures}", token);
                });
            }),
            settings: ["--Bus:Retries=0", .. await Ground.SettingsAsync(ground, brokers, databases)]);
        var connector = await host.Network.NextConnectionAsync();

        for (var i = 0; i < Failures; i++)
        {
            await connector.ReceiveAsync(Sample.GroupMessage("!fail") with { Dialog = new DialogRef($"d{i % 8}") });
        }

        var counts = new List<int>();
        while (counts.Count < Failures)
        {
            counts.Add(int.Parse((await host.Network.NextSentAsync()).Text, CultureInfo.InvariantCulture));
        }

        Assert.Equal(Enumerable.Range(1, Failures), counts.Order());
        Assert.Equal(
            Failures,
            (await host.Services.GetRequiredService<ParkedStore>().NumbersAsync(new ParkedFilter(), TestTimeout.Token)).Count);
    }

    [Theory]
    [MemberData(nameof(Ground.All), MemberType = typeof(Ground))]
    public async Task A_conversation_goes_on_in_the_next_process_and_an_answer_that_comes_again_is_no_further_one(GroundKind ground)
    {
        using var directory = new TempDirectory();
        string[] settings = [TestHost.StorageIn(directory), .. await Ground.SettingsAsync(ground, brokers, databases)];
        var answer = Sample.Message("3");
        await using (var host = await StartAsync(settings))
        {
            var connector = await host.Network.NextConnectionAsync();
            await connector.ReceiveAsync(Sample.Message("!sum"));
            Assert.Equal("First?", (await host.Network.NextSentAsync()).Text);
            await connector.ReceiveAsync(answer);
            await connector.ReceiveAsync(answer);
            Assert.Equal("Second?", (await host.Network.NextSentAsync()).Text);
            await host.StopAsync();
            Assert.Empty(host.Network.TakeSent());
        }

        await using var next = await StartAsync(settings);
        var again = await next.Network.NextConnectionAsync();
        await again.ReceiveAsync(answer);
        await again.ReceiveAsync(Sample.Message("4"));

        Assert.Equal("7", (await next.Network.NextSentAsync()).Text);
    }

    [Fact]
    public async Task A_bot_for_what_nobody_understands_leaves_answers_alone_and_speaks_when_the_conversation_is_over()
    {
        await using var host = await StartAsync([]);
        var connector = await host.Network.NextConnectionAsync();
        foreach (var (text, reply) in new[] { ("!sum", "First?"), ("3", "Second?"), ("4", "7") })
        {
            await connector.ReceiveAsync(Sample.Message(text));
            Assert.Equal(reply, (await host.Network.NextSentAsync()).Text);
        }

        await connector.ReceiveAsync(Sample.Message("5"));

        Assert.Contains("!help", (await host.Network.NextSentAsync()).Text, StringComparison.Ordinal);
        await host.StopAsync();
        Assert.Empty(host.Network.TakeSent());
    }

    private static Task<TestHost> StartAsync(string[] settings) =>
        TestHost.StartAsync(configure: services => services.AddBot<SumBot>("sum"), settings: settings);
}
