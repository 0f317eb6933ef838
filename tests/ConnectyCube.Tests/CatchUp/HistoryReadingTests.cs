using System.Web;
using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.CatchUp;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Chat.Inbound;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.ConnectyCube.Tests.Rest;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.ConnectyCube.Tests.CatchUp;

/// <summary>What is asked of the REST service, byte by byte, and what is made of its answers.</summary>
public sealed class HistoryReadingTests
{
    private const string Group = "5f00000000000000000000a1";
    private const string Gone = "5f00000000000000000000a2";

    private static readonly DateTimeOffset Since = new(2026, 1, 1, 12, 0, 0, 500, TimeSpan.Zero);
    private static readonly long Second = Since.ToUnixTimeSeconds();

    [Fact]
    public async Task It_asks_for_dialogs_that_changed_and_for_their_messages_without_marking_them_as_read()
    {
        await using var service = RestService.Start(asked => Answer(asked, "[]"));

        Assert.Empty(await ReadAsync(service));

        var asked = service.Asked.Select(a => HttpUtility.UrlDecode(a.Line)).ToList();
        Assert.Equal(
            [
                $"GET /chat/Dialog?updated_at[gte]={Second}&sort_asc=created_at&skip=0&limit=100",
                $"GET /chat/Message?chat_dialog_id={Group}&mark_as_read=0&date_sent[gte]={Second - 600}&sort_asc=date_sent&skip=0&limit=100",
            ],
            asked.Where(line => !line.Contains(Gone, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_reached_the_service_before_is_left_out_whatever_the_clocks_of_senders_say()
    {
        await using var service = RestService.Start(asked => Answer(
            asked,
            $$"""
            [{{Message(1, sent: -500, arrived: 10)}},{{Message(2, sent: -30, arrived: -30)}},{{Message(3, sent: 5, arrived: 0)}},
             {{Message(4, sent: 7200, arrived: -1)}},{{Message(5, sent: 7200, arrived: 20)}}]
            """));

        var missed = await ReadAsync(service);

        Assert.Equal(["1", "3", "5"], missed.Select(message => message.Text));
    }

    [Fact]
    public async Task What_the_service_added_is_no_metadata_and_what_says_nothing_is_no_message()
    {
        const string Head = $"\"chat_dialog_id\":\"{Group}\",\"date_sent\":1767268900,\"sender_id\":101,";
        await using var service = RestService.Start(asked => Answer(
            asked,
            $$"""
            [{"_id":"5f00000000000000000000b1",{{Head}}"message":"hi","mood":"good","empty":"","edited_at":"x","deleted_for_ids":[],
              "save_to_history":"1","silent":"1"},
             {"_id":"5f00000000000000000000b2",{{Head}}"message":null},
             {"_id":"5f00000000000000000000b3",{{Head}}"message":null,"attachments":[{"type":"image","uid":"u"}]},
             {"_id":"5f00000000000000000000b4","chat_dialog_id":"{{Group}}","date_sent":1767268900,"sender_id":100,"message":"own"}]
            """));

        var missed = await ReadAsync(service);

        Assert.Equal(["5f00000000000000000000b1", "5f00000000000000000000b3"], missed.Select(message => message.MessageId));
        Assert.Equal(new Dictionary<string, string> { ["mood"] = "good" }, missed[0].Metadata);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_dialog_that_cannot_be_read_any_more_costs_that_dialog(int status)
    {
        await using var service = RestService.Start(asked => asked.Line.Contains(Gone, StringComparison.Ordinal)
            ? HttpAnswer.Text(status, """{"errors":["no"]}""")
            : Answer(asked, $"[{Message(1, sent: 1, arrived: 1)}]"));

        Assert.Equal("1", Assert.Single(await ReadAsync(service)).Text);
    }

    [Fact]
    public async Task Who_may_not_use_the_service_is_told()
    {
        await using var service = RestService.Start(_ => HttpAnswer.Text(401, """{"errors":["Unauthorized"]}"""));

        var error = await Assert.ThrowsAsync<ConnectorRefusedException>(() => ReadAsync(service));

        Assert.Equal("not-authorized", error.Reason);
    }

    private static async Task<List<MessageReceived>> ReadAsync(RestService service)
    {
        var identity = new AccountIdentity(new AccountRef("connectycube", "bot"), new ChatAddresses("1", "localhost"), "100");
        var missed = new MissedMessages(
            service.Session, new MissedPlaces(identity, new DialogDirectory()),
            new MissedEvents(identity, new Origins(identity, TimeProvider.System)),
            _ => Task.FromResult<IReadOnlySet<string>>(new HashSet<string>()), "bot", NullLogger.Instance);
        return await missed.ReadMissedAsync(Since, TestTimeout.Token).Select(Assert.IsType<MessageReceived>).ToListAsync(TestTimeout.Token);
    }

    private static HttpAnswer Answer(HttpAsked asked, string messages) => asked.Line.StartsWith("GET /chat/Dialog", StringComparison.Ordinal)
        ? HttpAnswer.Text(200, $$"""{"items":[{"_id":"{{Group}}","type":2,"created_at":"2026-01-01T00:00:00Z"},{"_id":"{{Gone}}","type":4}]}""")
        : HttpAnswer.Text(200, $$"""{"items":{{(asked.Line.Contains(Gone, StringComparison.Ordinal) ? "[]" : messages)}}}""");

    private static string Message(int number, int sent, int arrived) =>
        $$"""
        {"_id":"5f00000000000000000000b{{number}}","chat_dialog_id":"{{Group}}","message":"{{number}}","sender_id":101,
         "date_sent":{{Second + sent}},"created_at":"{{DateTimeOffset.FromUnixTimeSeconds(Second + arrived):yyyy-MM-ddTHH:mm:ssZ}}"}
        """;
}
