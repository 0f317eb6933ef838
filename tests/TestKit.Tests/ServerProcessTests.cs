using System.Diagnostics;

namespace BotPlatform.TestKit.Tests;

public sealed class ServerProcessTests : IDisposable
{
    // Says its process id, then waits for its own standard input for ever; on SIGTERM it says so and ends with code 7.
    private const string Server = "trap 'echo stopping; exit 7' TERM; echo pid $$; echo to stderr >&2; while :; do sleep 0.05; done";

    private readonly TempDirectory _directory = new();

    [Fact]
    public async Task It_is_ready_when_it_says_so_and_stops_when_told()
    {
        await using var server = Start(Server);

        var pid = await server.WaitForLineAsync("^pid (\\d+)$", TestTimeout.Token);
        Assert.Equal($"{await server.Id}", pid.Groups[1].Value);
        await server.WaitForLineAsync("^to stderr$", TestTimeout.Token);
        var code = await server.StopAsync();

        Assert.Equal(7, code);
        Assert.Contains("stopping", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_ends_too_early_is_reported_with_its_output()
    {
        await using var server = Start("echo no room >&2; exit 3");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => server.WaitForLineAsync("ready", TestTimeout.Token));

        Assert.Contains("no room", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, await server.Exited);
    }

    [Fact]
    public async Task It_runs_in_the_directory_that_it_was_given()
    {
        await using var server = Start("pwd -P; exit 0");

        var line = await server.WaitForLineAsync("^/.*$", TestTimeout.Token);

        Assert.EndsWith(Path.GetFileName(_directory.Path), line.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_stop_is_killed_and_reported()
    {
        await using var server = ServerProcess.Start(
            "sh",
            ["-c", "trap '' TERM; echo pid $$; while :; do sleep 0.05; done"],
            _directory.Path,
            stopLimit: TimeSpan.FromMilliseconds(50));

        await server.WaitForLineAsync("^pid", TestTimeout.Token);
        var error = await Assert.ThrowsAsync<TimeoutException>(server.StopAsync);

        Assert.Contains("did not stop", error.Message, StringComparison.Ordinal);
        Assert.True(server.Exited.IsCompleted);
    }

    [Fact]
    public async Task It_dies_with_the_process_that_started_it()
    {
        // The first shell stands for the process that runs the tests: it starts a guarded server and is killed without warning.
        var guard = ServerProcess.Guard.Replace("'", "'\\''", StringComparison.Ordinal);
        var server = Server.Replace("'", "'\\''", StringComparison.Ordinal);
        var fifo = _directory.File("stdin");
        await using var outer = Start(
            $"mkfifo {fifo}; sh -c '{guard}' guard sh -c '{server}' <{fifo} & exec 3>{fifo}; wait");

        await outer.WaitForLineAsync("^pid", TestTimeout.Token);
        using (var runner = Process.GetProcessById(await outer.Id))
        {
            runner.Kill();
        }

        await outer.WaitForLineAsync("^stopping$", TestTimeout.Token);

        // The output ends when the last process that could write to it has ended.
        await outer.Exited.WaitAsync(TestTimeout.Token);
    }

    public void Dispose() => _directory.Dispose();

    private ServerProcess Start(string script) => ServerProcess.Start("sh", ["-c", script], _directory.Path);
}
