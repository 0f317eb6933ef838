using System.Text.Json;
using BotPlatform.Bots.Assistant;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;
using Microsoft.Extensions.AI;

namespace BotPlatform.Bots.Tests.Assistant;

public sealed class OpenAiChatClientTests
{
    private const string Stream = "text/event-stream";
    private const string Whole = "application/json";

    [Fact]
    public async Task It_asks_as_the_interface_wants_it_and_reads_the_stream()
    {
        await using var endpoint = await ChatEndpoint.StartAsync("Hel", "lo 👋");
        endpoint.Tokens = 42;
        using var client = new OpenAiChatClient(endpoint.Address, "sk-secret", "small", TimeProvider.System);

        var answer = await client.GetResponseAsync(
            [new(ChatRole.System, "Be kind."), new(ChatRole.User, "Hi \"you\"")], new ChatOptions { MaxOutputTokens = 7 }, TestTimeout.Token);

        Assert.Equal(("Hello 👋", 42), (answer.Text, answer.Usage?.TotalTokenCount));
        Assert.Equal(
            """{"model":"small","messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"Hi \"you\""}],"""
            + """
              "stream":true,"stream_options":{"include_usage":true},"max_tokens":7}
              """,
            Assert.Single(endpoint.Asked).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal("Bearer sk-secret", Assert.Single(endpoint.Keys));
    }

    [Theory]
    [InlineData("https://api.openai.com/v1/chat/completions", "max_completion_tokens")]
    [InlineData("https://company.openai.azure.com/openai/v1/chat/completions", "max_completion_tokens")]
    [InlineData("https://models.example.com/v1/chat/completions", "max_tokens")]
    public void The_limit_has_the_name_that_the_endpoint_knows(string endpoint, string name)
    {
        var request = JsonSerializer.SerializeToElement(
            ChatWire.Request([], "small", new Uri(endpoint), new ChatOptions { MaxOutputTokens = 7 }));

        Assert.Equal(
            [(name, 7)],
            request.EnumerateObject().Where(one => one.Name.Contains("tokens", StringComparison.Ordinal))
                .Select(one => (one.Name, one.Value.GetInt32())));
    }

    [Theory]
    [InlineData(Whole, """{"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}],"usage":{"total_tokens":3}}""")]
    [InlineData(Stream, ": a comment\r\n\r\ndata: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\r\n\r\ndata:{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}")]
    public async Task It_reads_other_ways_to_say_it(string type, string body) =>
        Assert.Equal("Hello", (await AskAsync(200, type, body)).Text);

    [Theory]
    [InlineData(401, Whole, "{\"error\":\"Incorrect API key provided: sk-secret\"}", "Refused")]
    [InlineData(404, Whole, "", "Refused")]
    [InlineData(429, Whole, "", "Busy")]
    [InlineData(503, Whole, "", "Busy")]
    [InlineData(500, Whole, "<html>sk-secret</html>", "Broken")]
    [InlineData(302, Whole, "", "Broken")]
    [InlineData(200, Whole, "<html>", "Broken")]
    [InlineData(200, Whole, "[]", "Broken")]
    [InlineData(200, Whole, "{\"choices\":[{\"message\":{\"content\":7},\"finish_reason\":7}]}", "Broken")]
    [InlineData(200, Whole, "{\"choices\":[]}", "Cut")]
    [InlineData(200, Stream, "data: {\"error\":{\"message\":\"sk-secret\"}}\n\n", "Broken")]
    [InlineData(200, Stream, "data: nonsense\n\n", "Broken")]
    [InlineData(200, Stream, "data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\n", "Cut")]
    [InlineData(200, Stream, "", "Cut")]
    public async Task What_goes_wrong_has_a_kind_and_tells_no_secret(int status, string type, string body, string kind)
    {
        var failure = await Assert.ThrowsAsync<ChatFailureException>(() => AskAsync(status, type, body));

        Assert.Equal(kind, $"{failure.Kind}");
        Assert.DoesNotContain("sk-secret", $"{failure}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_to_ask_again_is_told()
    {
        var failure = await Assert.ThrowsAsync<ChatFailureException>(() => AskAsync(429, Whole, "", ("Retry-After", "20")));

        Assert.Equal(TimeSpan.FromSeconds(20), failure.RetryAfter);
    }

    [Fact]
    public async Task A_connection_that_is_reset_is_broken() => Assert.Equal(
        ChatFailureKind.Broken, (await Assert.ThrowsAsync<ChatFailureException>(() => AskAsync(200, Stream, new string('x', 1000), cutAfter: 10))).Kind);

    [Fact]
    public async Task An_endpoint_that_is_not_there_is_broken()
    {
        using var client = new OpenAiChatClient(
            new Uri($"http://127.0.0.1:{FreePorts.Take(1)[0]}"), "key", "small", TimeProvider.System);

        var failure = await Assert.ThrowsAsync<ChatFailureException>(() => client.GetResponseAsync("Hi", cancellationToken: TestTimeout.Token));

        Assert.Equal(ChatFailureKind.Broken, failure.Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_endless_answer_is_broken(bool hasLines)
    {
        var line = hasLines ? ": \n" : "xxx";

        var failure = await Assert.ThrowsAsync<ChatFailureException>(
            () => AskAsync(200, Stream, string.Concat(Enumerable.Repeat(line, 3 * 1024 * 1024))));

        Assert.Equal(ChatFailureKind.Broken, failure.Kind);
    }

    private static async Task<ChatResponse> AskAsync(
        int status, string type, string body, (string Name, string Value)? header = null, int? cutAfter = null)
    {
        (string, string)[] headers = [("Content-Type", type), .. header is { } more ? [more] : Array.Empty<(string, string)>()];
        await using var server = new ScriptedHttpServer(_ => HttpAnswer.Text(status, body) with { Headers = headers, CutAfter = cutAfter });
        using var client = new OpenAiChatClient(server.Address, "sk-secret", "small", TimeProvider.System);
        return await client.GetResponseAsync("Hi", cancellationToken: TestTimeout.Token);
    }
}
