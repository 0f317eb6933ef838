using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>Bots that come with the host, from a user's client over the sandbox and back.</summary>
public sealed class UsefulBotTests
{
    [Fact]
    public async Task A_poll_counts_votes_and_reactions_and_shows_them_in_its_message()
    {
        await using var host = await RunningHost.StartAsync();
        await using var alice = await Chatter.ConnectAsync(host);
        using var rest = await Groups.LogInAsync(host.SandboxApi!);

        await alice.SayAsync("!poll \"Lunch?\" Pizza, Sushi");
        var poll = await alice.ReadAsync("📊 Lunch?\n1️⃣ Pizza\n2️⃣ Sushi\n");
        await alice.SayAsync("!vote 1");
        await alice.ReadAsync("1️⃣ Pizza: 1\n2️⃣ Sushi\n");
        await ReactAsync(rest, poll.Id!, "add");
        await alice.ReadAsync("1️⃣ Pizza\n2️⃣ Sushi: 1\n");
        await ReactAsync(rest, poll.Id!, "remove");
        await alice.ReadAsync("1️⃣ Pizza: 1\n2️⃣ Sushi\n");
        await alice.SayAsync("!poll close");

        await alice.ReadAsync("The poll is closed.");
    }

    [Fact]
    public async Task The_assistant_answers_with_what_the_endpoint_streams_and_the_key_stays_out_of_the_log()
    {
        await using var endpoint = await ChatEndpoint.StartAsync("All ", "is ", "well.");
        await using var host = await RunningHost.StartAsync(
            $"--Bots:assistant:Endpoint={endpoint.Address}", "--Bots:assistant:Model=small", "--Bots:assistant:Key=sk-secret",
            "--Logging:LogLevel:Default=Trace");
        await using var alice = await Chatter.ConnectAsync(host);

        await alice.SayAsync("How are you?");
        await alice.ReadAsync("All is well.");
        await alice.SayAsync("And tomorrow?");
        await alice.ReadAsync("All is well.");
        await host.Process.StopAsync();

        Assert.Equal(2, endpoint.Asked.Count);
        Assert.Equal(
            ["system", "user How are you?", "assistant All is well.", "user And tomorrow?"],
            endpoint.Asked.Last()["messages"]!.AsArray().Select((one, index) => index == 0 ? $"{one!["role"]}" : $"{one!["role"]} {one["content"]}"));
        Assert.All(endpoint.Keys, key => Assert.Equal("Bearer sk-secret", key));
        Assert.DoesNotContain("sk-secret", host.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_streamed_answer_grows_in_its_message()
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var endpoint = await ChatEndpoint.StartAsync(_ => PartsAsync(seen.Task));
        await using var host = await RunningHost.StartAsync(
            $"--Bots:assistant:Endpoint={endpoint.Address}", "--Bots:assistant:Model=small", "--Bots:assistant:Key=sk-secret",
            "--Bots:assistant:EditEvery=00:00:00.0000001");
        await using var alice = await Chatter.ConnectAsync(host);

        await alice.SayAsync("How are you?");
        await alice.ReadAsync("All …");
        seen.SetResult();

        Assert.Equal("All is well.", (await alice.ReadAsync("is well.")).Body!.Replace(" …", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reminder_comes_by_itself()
    {
        await using var host = await RunningHost.StartAsync();
        await using var alice = await Chatter.ConnectAsync(host);

        await alice.SayAsync("!remind me in 1s to breathe");

        await alice.ReadAsync("⏰ breathe");
    }

    [Theory]
    [InlineData("--Bots:faq:File=nowhere.md", "Bots:faq:File: nowhere.md cannot be used.")]
    [InlineData("--Bots:assistant:Key=sk-secret", "Bots:assistant:Model: say which model shall answer.")]
    [InlineData("--Bots:moderation:FloodMessages=-1", "Bots:moderation:FloodMessages: ")]
    public async Task A_wrong_setting_stops_the_start_with_a_sentence(string setting, string sentence)
    {
        var run = await RunningHost.RunAsync([.. RunningHost.FreePorts, setting]);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-secret", run.Error, StringComparison.Ordinal);
    }

    private static async IAsyncEnumerable<string> PartsAsync(Task second)
    {
        yield return "All ";
        await second.WaitAsync(TestTimeout.Token);
        yield return "is well.";
    }

    private static async Task ReactAsync(HttpClient rest, string message, string what)
    {
        using var answer = await rest.PutAsJsonAsync(
            new Uri($"chat/Message/{message}/reactions", UriKind.Relative), new JsonObject { [what] = "2️⃣" }, TestTimeout.Token);
        answer.EnsureSuccessStatusCode();
    }
}
