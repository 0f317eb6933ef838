using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotPlatform.BotHost.Tests.Plugins;

/// <summary>Bots that come, change and go with their folders, in the complete host.</summary>
public sealed class PluginTests : IDisposable
{
    private readonly PluginBench _bench = new();

    [Fact]
    public async Task A_plug_in_that_is_there_at_the_start_answers()
    {
        _bench.Put("dice", PluginCompiler.Answering("dice", "roll", "six"), "1.2.3.0");
        await using var host = await _bench.StartAsync();

        Assert.Equal("six", await host.AskAsync(await host.Network.NextConnectionAsync(), "!roll"));

        var status = Assert.Single(host.Plugins().All);
        Assert.Equal(("dice", "1.2.3.0", null), (status.Name, status.Version, status.Problem));
        Assert.Equal(["dice"], status.Bots);
    }

    [Fact]
    public async Task A_plug_in_that_comes_later_answers_and_is_in_the_help()
    {
        await using var host = await _bench.StartAsync();
        var connector = await host.Network.NextConnectionAsync();
        _bench.Put("dice", PluginCompiler.Answering("dice", "roll", "six"));

        Assert.Null((await host.LookAsync("dice")).Problem);

        Assert.Equal("six", await host.AskAsync(connector, "!roll"));
        Assert.Contains("!roll", await host.AskAsync(connector, "!help"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_version_takes_over_with_its_own_commands()
    {
        _bench.Put("dice", PluginCompiler.Answering("dice", "roll", "one"));
        await using var host = await _bench.StartAsync();
        var connector = await host.Network.NextConnectionAsync();
        Assert.Equal("one", await host.AskAsync(connector, "!roll"));
        _bench.Put("dice", PluginCompiler.Answering("dice", "throw", "two"), "2.0.0.0");

        Assert.Equal("2.0.0.0", (await host.LookAsync("dice")).Version);

        Assert.Equal("two", await host.AskAsync(connector, "!throw"));
        Assert.Contains("!help", await host.AskAsync(connector, "!roll"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_old_version_leaves_the_memory()
    {
        _bench.Put("leaver", """
            public enum Style { Bold, Thin }

            public sealed record Score(int Points);

            public sealed class Counter : ICommandBot
            {
                public void Define(CommandSet commands)
                {
                    commands.Add("style", "Sets a style.", (Style style) => $"{style}");
                    commands.Add("count", "Counts.", async (IBotContext context, CancellationToken token) =>
                    {
                        var score = await context.State.OfBot.GetAsync<Score>("score", token) ?? new Score(0);
                        context.State.OfBot.Set("score", score with { Points = score.Points + 1 });
                        return $"{score.Points + 1}";
                    });
                    commands.Add("fail", "Fails.", string () => throw new InvalidOperationException("As asked."));
                }
            }

            public sealed class Plugin : IBotPlugin
            {
                public void Register(IServiceCollection services) => services.AddBot<Counter>("leaver");
            }
            """);
        await using var host = await _bench.StartAsync(settings: ["--Bus:Retries=1", "--Bus:RetryDelay=00:00:00"]);
        var connector = await host.Network.NextConnectionAsync();
        Assert.Equal("1", await host.AskAsync(connector, "!count"));
        Assert.Equal("Thin", await host.AskAsync(connector, "!style thin"));
        await connector.ReceiveAsync(Sample.Message("!fail"));
        Assert.Equal("2", await host.AskAsync(connector, "!count"));
        var old = ContextOf("leaver");
        _bench.Put("leaver", PluginCompiler.Answering("leaver", "count", "new"), "2.0.0.0");

        await host.LookAsync("leaver");

        Assert.Equal("new", await host.AskAsync(connector, "!count"));
        await host.Plugins().WhenRetiredAsync().WaitAsync(TestTimeout.Token);
        await Until.TrueAsync(() =>
        {
            SerializeSomethingNew();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return !old.IsAlive;
        });
    }

    [Fact]
    public async Task What_has_begun_in_the_old_version_is_finished_there()
    {
        _bench.Put("slow", Waiting("slow"));
        await using var host = await _bench.StartAsync();
        var connector = await host.Network.NextConnectionAsync();
        await connector.ReceiveAsync(Sample.Message("!wait"));
        await Gate("slow", "Begun").Task.WaitAsync(TestTimeout.Token);
        var open = Gate("slow", "Open");
        _bench.Put("slow", PluginCompiler.Answering("slow", "ping", "new"), "2.0.0.0");

        await host.LookAsync("slow");

        await connector.ReceiveAsync(Sample.Message("!ping") with { Dialog = new DialogRef("another") });
        Assert.Equal("new", (await host.Network.NextSentAsync()).Text);
        var retired = host.Plugins().WhenRetiredAsync();
        Assert.False(retired.IsCompleted);
        open.SetResult();
        Assert.Equal("old", (await host.Network.NextSentAsync()).Text);
        await retired.WaitAsync(TestTimeout.Token);
    }

    [Fact]
    public async Task What_waits_for_a_bot_whose_folder_is_gone_is_handled_when_it_is_back()
    {
        _bench.Put("goer", Waiting("goer"));
        using var logs = new Logs();
        await using var host = await _bench.StartAsync(
            services => services.AddLogging(logging => logging.ClearProviders().AddProvider(logs)), "--Logging:LogLevel:Default=Warning");
        var connector = await host.Network.NextConnectionAsync();
        foreach (var text in new[] { "!wait", "!ping", "!ping" })
        {
            await connector.ReceiveAsync(Sample.Message(text));
        }

        await Gate("goer", "Begun").Task.WaitAsync(TestTimeout.Token);
        var open = Gate("goer", "Open");
        _bench.Remove("goer");
        var looking = host.Plugins().LookAsync(TestTimeout.Token);
        await Until.TrueAsync(() => host.Services.GetRequiredService<IBotCatalog>().FindCommand("ping") is null);
        open.SetResult();
        await looking;
        Assert.Empty(host.Plugins().All);
        Assert.Equal("old", (await host.Network.NextSentAsync()).Text);
        Assert.Contains("!help", await host.AskAsync(connector, "!ping"), StringComparison.Ordinal);
        Assert.Contains(logs.Lines, line => line.Contains("What waits in its queue is kept", StringComparison.Ordinal));

        _bench.Put("goer", PluginCompiler.Answering("goer", "ping", "new"));
        await host.LookAsync("goer");

        Assert.Equal("new", (await host.Network.NextSentAsync()).Text);
        Assert.Equal("new", (await host.Network.NextSentAsync()).Text);
        Assert.Equal("new", await host.AskAsync(connector, "!ping"));
    }

    [Fact]
    public async Task Two_plug_ins_may_bring_two_versions_of_one_library()
    {
        foreach (var (plugin, version) in new[] { ("one", "1.0.0.0"), ("two", "2.0.0.0") })
        {
            var library = PluginCompiler.Compile(
                "Words", $"public static class Words {{ public static string Say() => \"{version}\"; }}", version);
            _bench.Put(plugin, library, "Words.dll");
            _bench.Put(plugin, PluginCompiler.Compile(
                plugin,
                $$"""
                public sealed class Plugin : IBotPlugin
                {
                    public void Register(IServiceCollection services) =>
                        services.AddBot("{{plugin}}", bot => bot.OnCommand("{{plugin}}", "Says.", () => Words.Say()));
                }
                """,
                references: library));
        }

        await using var host = await _bench.StartAsync();
        var connector = await host.Network.NextConnectionAsync();

        Assert.Equal("1.0.0.0", await host.AskAsync(connector, "!one"));
        Assert.Equal("2.0.0.0", await host.AskAsync(connector, "!two"));
    }

    public void Dispose() => _bench.Dispose();

    // The serializer keeps what it has compiled for a second, and looks for what is older when it compiles something.
    private static void SerializeSomethingNew() => Assert.NotEmpty(JsonSerializer.Serialize(new { Text = "" }, NewOptions()));

    private static JsonSerializerOptions NewOptions() => new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private static string Waiting(string bot) => $$"""
        public static class Gate
        {
            public static readonly TaskCompletionSource Begun = new();
            public static readonly TaskCompletionSource Open = new();
        }

        public sealed class Plugin : IBotPlugin
        {
            public void Register(IServiceCollection services) => services.AddBot("{{bot}}", bot =>
            {
                bot.OnCommand("ping", "Answers.", () => "old ping");
                bot.OnCommand("wait", "Waits.", async () =>
                {
                    Gate.Begun.SetResult();
                    await Gate.Open.Task;
                    return "old";
                });
            });
        }
        """;

    private static TaskCompletionSource Gate(string plugin, string field) =>
        (TaskCompletionSource)Contexts(plugin).Assemblies.First().GetType("Gate")!.GetField(field)!.GetValue(null)!;

    // In a method of its own, so that nothing of it stays on the stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ContextOf(string plugin) => new(Contexts(plugin));

    private static AssemblyLoadContext Contexts(string plugin) =>
        AssemblyLoadContext.All.Single(one => one.Name == $"plug-in {plugin}");
}
