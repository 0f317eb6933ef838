using Microsoft.CodeAnalysis;

namespace BotPlatform.BotHost.Tests.Plugins;

/// <summary>Plug-ins that are broken or hostile: each is refused with a sentence, and the host and what ran before go on.</summary>
public sealed class RefusedPluginTests : IDisposable
{
    private static readonly byte[] Good = PluginCompiler.Compile("dice", PluginCompiler.Answering("dice", "roll", "six"));

    private readonly PluginBench _bench = new();

    public static TheoryData<string, byte[], string> Broken => new()
    {
        { "nothing in it", [], "dice.dll is empty: copy it again." },
        { "a text", "not an assembly"u8.ToArray(), "dice.dll is no .NET assembly, or only a part of one: copy it again." },
        { "half of it", Good[..(Good.Length / 2)], "dice.dll is no .NET assembly, or only a part of one: copy it again." },
        {
            "another machine",
            PluginCompiler.Compile("dice", PluginCompiler.Answering("dice", "roll", "six"), platform: Platform.Itanium),
            "dice.dll is built for IA64 machines, and this host runs on "
        },
        {
            "a later SDK", PluginCompiler.CompileForSdk("dice", "2.1.0.0"),
            "dice.dll is built for SDK 2.1, this host has 1.0: build it again with the SDK of the host."
        },
        {
            "an earlier SDK", PluginCompiler.CompileForSdk("dice", "0.9.0.0"),
            "dice.dll is built for SDK 0.9, this host has 1.0: build it again with the SDK of the host."
        },
        {
            "no bot", PluginCompiler.Compile("dice", "public sealed class Nothing;"),
            "dice.dll is no bot: it does not use BotPlatform.BotSdk."
        },
        {
            "no entry", PluginCompiler.Compile("dice", "public sealed class Bot : IFallbackBot { public Task HandleUnansweredAsync(MessageReceived m, IBotContext c, CancellationToken t) => Task.CompletedTask; }"),
            "dice.dll has no public class that implements IBotPlugin."
        },
        {
            "a missing dependency",
            PluginCompiler.Compile(
                "dice",
                Registering("services.AddBot(\"dice\", bot => bot.OnCommand(\"roll\", \"Rolls.\", () => Words.Say()));"),
                references: PluginCompiler.Compile("Words", "public static class Words { public static string Say() => \"\"; }")),
            "dice.dll needs Words 1.0.0.0, which is not in its folder: 'dotnet publish' copies everything that it needs."
        },
        {
            "a constructor that throws",
            PluginCompiler.Compile("dice", Registering("services.AddBot<Bad>(\"dice\"); } public sealed class Bad : IFallbackBot { public Bad() => throw new InvalidOperationException(\"No dice.\"); public Task HandleUnansweredAsync(MessageReceived m, IBotContext c, CancellationToken t) => Task.CompletedTask;")),
            "It fails when it starts: InvalidOperationException: No dice."
        },
        {
            "a static initialiser that throws",
            PluginCompiler.Compile("dice", Registering("services.AddBot(\"dice\", bot => bot.OnCommand(Bad.Name, \"Rolls.\", () => \"\")); } public static class Bad { public static readonly string Name = Fail(); static string Fail() => throw new InvalidOperationException(\"No name.\");")),
            "It fails when it starts: InvalidOperationException: No name."
        },
        {
            "no bot is registered", PluginCompiler.Compile("dice", Registering("")),
            "dice.dll registers no bot: call AddBot."
        },
        {
            "a command of another bot", PluginCompiler.Compile("dice", PluginCompiler.Answering("dice", "help", "mine")),
            "The command !help is defined by two bots, 'help' (HelpBot) and 'dice' (InlineBot). Rename one of the commands."
        },
        {
            "the name of another bot", PluginCompiler.Compile("dice", PluginCompiler.Answering("help", "roll", "six")),
            "Two bots are registered as 'help'"
        },
        {
            "a mistake in the definition", PluginCompiler.Compile("dice", PluginCompiler.Answering("dice", "ro ll", "six")),
            "The bot 'dice' defines the command 'ro ll', which is not a name"
        },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task It_is_refused_at_the_start_and_the_host_answers(string what, byte[] assembly, string sentence)
    {
        Assert.NotEmpty(what);
        _bench.Put("dice", assembly);
        await using var host = await _bench.StartAsync();

        var status = Assert.Single(host.Plugins().All);
        Assert.StartsWith(sentence, status.Problem, StringComparison.Ordinal);
        Assert.Null(status.Version);
        Assert.Contains("!help", await host.AskAsync(await host.Network.NextConnectionAsync(), "!help"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task The_version_before_it_goes_on(string what, byte[] assembly, string sentence)
    {
        Assert.NotEmpty(what);
        _bench.Put("dice", Good);
        await using var host = await _bench.StartAsync();
        var connector = await host.Network.NextConnectionAsync();
        _bench.Put("dice", assembly);

        var status = await host.LookAsync("dice");

        Assert.StartsWith(sentence, status.Problem, StringComparison.Ordinal);
        Assert.Equal("1.0.0.0", status.Version);
        Assert.Equal("six", await host.AskAsync(connector, "!roll"));
        Assert.Contains("!help", await host.AskAsync(connector, "!help"), StringComparison.Ordinal);
        _bench.Put("dice", PluginCompiler.Answering("dice", "roll", "mended"), "1.1.0.0");
        Assert.Null((await host.LookAsync("dice")).Problem);
        Assert.Equal("mended", await host.AskAsync(connector, "!roll"));
    }

    [Fact]
    public async Task It_may_not_take_long_to_start()
    {
        _bench.Put("dice", PluginCompiler.Compile("dice", Registering("Thread.Sleep(Timeout.Infinite);")));
        await using var host = await _bench.StartAsync(settings: "--Plugins:StartTimeout=00:00:00.200");

        Assert.StartsWith("It has not started within 0.2 s", Assert.Single(host.Plugins().All).Problem, StringComparison.Ordinal);
        Assert.Contains("!help", await host.AskAsync(await host.Network.NextConnectionAsync(), "!help"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_its_assembly_is_refused()
    {
        _bench.Put("dice", Good, "other.dll");
        await using var host = await _bench.StartAsync();

        Assert.Equal(
            "There is no dice.dll in its folder: the assembly is called like the folder.", Assert.Single(host.Plugins().All).Problem);
    }

    [Fact]
    public async Task A_broken_one_does_not_keep_the_others_from_running()
    {
        _bench.Put("bad", []);
        _bench.Put("dice", Good);
        await using var host = await _bench.StartAsync();

        Assert.Equal(["bad", "dice"], host.Plugins().All.Select(one => one.Name));
        Assert.Equal("six", await host.AskAsync(await host.Network.NextConnectionAsync(), "!roll"));
    }

    public void Dispose() => _bench.Dispose();

    private static string Registering(string code) =>
        $"public sealed class Plugin : IBotPlugin {{ public void Register(IServiceCollection services) {{ {code} }} }}";
}
