namespace BotPlatform.BotHost.Tests.CommandLine;

/// <summary>The built program, as a person starts it.</summary>
public sealed class ProcessTests
{
    [Theory]
    [InlineData("--frobnicate")]
    [InlineData("--frobnicate=1")]
    [InlineData("dance")]
    [InlineData("chat")]
    [InlineData("chat", "alice", "bob")]
    [InlineData("chat", "alice", "--loud")]
    [InlineData("chat", "alice", "--url", "nowhere")]
    [InlineData("history")]
    [InlineData("history", "5f0000000000000000000b01", "--since", "2026-01-01")]
    [InlineData("history", "5f0000000000000000000b01", "--out", "/dev/null/x")]
    [InlineData("history", "5f0000000000000000000b01", "--out", "/dev/null/x", "--since", "yesterday")]
    [InlineData("history", "5f0000000000000000000b01", "--out", "/dev/null/x", "--since", "2026-01-01", "--until", "01/02/2026")]
    [InlineData("--Sandbox:Enabled")]
    public async Task A_wrong_option_prints_the_usage_and_is_a_failure(params string[] arguments)
    {
        var result = await RunAsync(arguments);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("Usage:", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_no_failure()
    {
        var result = await RunAsync("--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("chat <login>", result.Output, StringComparison.Ordinal);
        Assert.Contains("history <dialog>", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_setting_ends_the_start_with_sentences_and_without_a_stack_trace()
    {
        var result = await RunAsync(
            "--Sandbox:Enabled=false", "--Urls=http://127.0.0.1:0", "--Bus:Transport=RabbitMq", "--ConnectyCube:AppId=many");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The host could not start:", result.Error, StringComparison.Ordinal);
        Assert.Contains("Bus:Transport is RabbitMq, and Bus:RabbitMq:Uri is missing", result.Error, StringComparison.Ordinal);
        Assert.Contains("ConnectyCube:AppId", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_without_a_host_says_so()
    {
        var result = await RunAsync("chat", "alice", "--url", $"http://127.0.0.1:{FreePorts.Take(1)[0]}");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Is the host running?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_of_a_stranger_asks_for_the_password()
    {
        var result = await RunAsync("chat", "eve");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("--password", result.Error, StringComparison.Ordinal);
    }

    private static Task<CommandResult> RunAsync(params string[] arguments) => RunningHost.RunAsync(arguments);
}
