using BotPlatform.TestKit;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>The project that the template makes builds, passes its test, and answers.</summary>
public sealed class TemplateTests : IDisposable
{
    // Nothing stays behind that goes on after the test.
    private static readonly string[] Alone = ["-m:1", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-v:quiet", "--nologo"];

    // Longer than for other tests: it restores and builds beside everything else that runs.
    private static readonly TimeSpan Limit = 3 * TestTimeout.Limit;

    private readonly TempDirectory _directory = new();

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_new_project_builds_passes_its_test_and_answers()
    {
        await MakeAsync("Weather", "--platform", Repository.Root);
        await DotnetAsync(0, ["restore", "Weather", .. Alone]);
        await BuildAsync("build", "Weather/src/Weather");
        await BuildAsync("test", "Weather/tests/Weather.Tests");

        var program = _directory.File("Weather", "src", "Weather", "bin", Configuration, "net10.0", "Weather.dll");
        await using var host = await RunningHost.StartProgramAsync([program, .. RunningHost.FreePorts]);

        Assert.Equal(new CommandResult(0, "Hello World!\nhello\n", ""), await host.ChatAsync("alice", "!hello World", "!echo hello"));
    }

    [Fact]
    public async Task A_project_without_a_checkout_says_what_is_missing()
    {
        await MakeAsync("Lost");

        var refused = await DotnetAsync(1, ["build", "Lost/src/Lost", .. Alone]);

        Assert.Contains("Say where it is: set BotPlatformPath", refused.Output, StringComparison.Ordinal);
    }

    private async Task MakeAsync(string name, params string[] options)
    {
        string[] hive = ["--debug:custom-hive", _directory.File("hive", "here")];
        await DotnetAsync(0, ["new", "install", Repository.File("templates", "bot"), .. hive]);
        await DotnetAsync(0, ["new", "botplatform-bot", "-n", name, .. options, .. hive]);
    }

    // The platform is built already, and other tests use what was built.
    private Task<CommandResult> BuildAsync(string verb, string project) =>
        DotnetAsync(0, [verb, project, "--no-restore", "-c", Configuration, "-p:BuildProjectReferences=false", .. Alone]);

    private async Task<CommandResult> DotnetAsync(int exitCode, params string[] arguments)
    {
        using var limit = new CancellationTokenSource(Limit);
        var result = await Command.RunAsync("dotnet", arguments, _directory.Path, [], limit.Token);
        Assert.True(
            result.ExitCode == exitCode, $"dotnet {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.Output}{result.Error}");
        return result;
    }
}
