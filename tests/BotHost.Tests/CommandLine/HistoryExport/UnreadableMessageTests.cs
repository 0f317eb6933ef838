using BotPlatform.Sandbox;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.BotHost.Tests.CommandLine.HistoryExport;

/// <summary>A service whose history holds a message that cannot be read.</summary>
public sealed class UnreadableMessageTests
{
    [Fact]
    public async Task Is_named_and_what_was_before_it_is_in_the_file()
    {
        await using var service = new ScriptedHttpServer(Answer);
        await using var history = await ExportedHistory.StartAsync();

        var (code, error) = await history.RunAsync(
            settings: [$"--ConnectyCube:ApiUrl={service.Address}"], pageSize: 2);

        Assert.Equal(1, code);
        Assert.Contains(
            "an item that cannot be read, with the id 5f0000000000000000000c03: It lacks 'sender_id'. Export what is before it with "
            + "--until, and what is behind it into another file with --since.",
            error, StringComparison.Ordinal);
        Assert.Equal(["5f0000000000000000000c01", "5f0000000000000000000c02"], history.Ids);
    }

    private static HttpAnswer Answer(HttpAsked asked) => asked.Line.Split('?')[0] switch
    {
        "POST /session" => HttpAnswer.Text(201, """{"session":{"user_id":100,"token":"t1"}}"""),
        "GET /chat/Message" when asked.Line.Contains("count=1", StringComparison.Ordinal) =>
            HttpAnswer.Text(200, """{"items":{"count":3}}"""),
        "GET /chat/Message" when asked.Line.Contains("skip=0", StringComparison.Ordinal) => Page(Message(1), Message(2)),
        "GET /chat/Message" => Page(Message(2), Message(3).Replace("\"sender_id\":101,", "", StringComparison.Ordinal)),
        _ => HttpAnswer.Text(200, "{}"),
    };

    private static HttpAnswer Page(params string[] messages) =>
        HttpAnswer.Text(200, $$"""{"items":[{{string.Join(',', messages)}}]}""");

    private static string Message(int number) => $$"""
        {"_id":"5f0000000000000000000c0{{number}}","sender_id":101,"chat_dialog_id":"{{SandboxServer.BroadcastDialogId}}",
         "date_sent":{{ExportedHistory.NewYear}},"message":"hello"}
        """;
}
