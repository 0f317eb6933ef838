using System.Net;
using System.Net.Sockets;
using BotPlatform.TestKit;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>What the programs say when they are started wrongly: a sentence that names the mistake, and an exit code.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--no-such-option")]
    [InlineData("serve")]
    [InlineData("chat")]
    [InlineData("chat alice bob")]
    [InlineData("chat alice --url nowhere")]
    [InlineData("chat alice --no-such-option")]
    public async Task A_wrong_option_prints_the_usage(string arguments)
    {
        var run = await RunningHost.RunAsync(arguments.Split(' '));

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("Usage:", run.Output + run.Error, StringComparison.Ordinal);
        AssertNoStackTrace(run);
    }

    [Fact]
    public async Task Help_is_no_mistake()
    {
        var run = await RunningHost.RunAsync(["--help"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("chat", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sandbox:HttpPort=99999", "Sandbox:HttpPort")]
    [InlineData("Sandbox:HttpPort=abc", "Sandbox:HttpPort")]
    [InlineData("ConnectyCube:ChatUrl=gopher://localhost", "ConnectyCube:ChatUrl")]
    [InlineData("Bus:Transport=Pigeons", "Bus:Transport")]
    [InlineData("Announcements:0:Name=daily", "Announcements:0")]
    public async Task A_wrong_setting_is_named_with_its_section(string setting, string named)
    {
        var run = await RunningHost.RunAsync(
            ["--Urls=http://127.0.0.1:0", "--Sandbox:HttpPort=0", "--Sandbox:XmppPort=0", $"--{setting}"]);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
        AssertNoStackTrace(run);
    }

    [Theory]
    [InlineData("Urls=http://127.0.0.1:PORT")]
    [InlineData("Sandbox:HttpPort=PORT")]
    [InlineData("Sandbox:XmppPort=PORT")]
    public async Task A_port_in_use_is_named(string setting)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = $"{((IPEndPoint)taken.LocalEndpoint).Port}";

        var run = await RunningHost.RunAsync(
        [
            "--Urls=http://127.0.0.1:0", "--Sandbox:HttpPort=0", "--Sandbox:XmppPort=0",
            $"--{setting.Replace("PORT", port, StringComparison.Ordinal)}",
        ]);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(port, run.Error, StringComparison.Ordinal);
        AssertNoStackTrace(run);
    }

    [Theory]
    [InlineData("--no-such-option", "Usage:")]
    [InlineData("--Sandbox:HttpProt=1", "HttpProt")]
    [InlineData("--Sandbox:HttpPort=99999", "HttpPort")]
    public async Task The_sandbox_alone_refuses_what_it_does_not_know(string argument, string says)
    {
        using var directory = new TempDirectory();

        var run = await Command.RunAsync(
            "dotnet", [Repository.BuiltProgram("Sandbox"), argument], directory.Path, [], TestTimeout.Token);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        AssertNoStackTrace(run);
    }

    [Theory]
    [InlineData("Sandbox:HttpPort")]
    [InlineData("Sandbox:XmppPort")]
    public async Task The_sandbox_alone_names_a_port_in_use(string setting)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = $"{((IPEndPoint)taken.LocalEndpoint).Port}";
        using var directory = new TempDirectory();

        var run = await Command.RunAsync(
            "dotnet",
            [Repository.BuiltProgram("Sandbox"), "--Sandbox:HttpPort=0", "--Sandbox:XmppPort=0", $"--{setting}={port}"],
            directory.Path,
            [],
            TestTimeout.Token);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(port, run.Error, StringComparison.Ordinal);
        AssertNoStackTrace(run);
    }

    private static void AssertNoStackTrace(CommandResult run) =>
        Assert.DoesNotContain("   at ", run.Output + run.Error, StringComparison.Ordinal);
}
