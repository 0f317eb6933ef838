using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Webhooks;
using BotPlatform.BotHost.Webhooks.Answers;
using BotPlatform.BotHost.Webhooks.Api;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Webhooks;

namespace BotPlatform.BotHost.Tests.Webhooks;

/// <summary><c>docs/webhooks.md</c> shows those who write webhooks what really travels.</summary>
public sealed partial class WebhookDocumentTests
{
    private static readonly string Document = File.ReadAllText(Repository.File("docs", "webhooks.md"));

    [Fact]
    public void Every_example_is_one_that_a_test_knows() => Assert.Equal(
        ["actions", "answer", "post", "request"],
        Example().Matches(Document).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void The_request_is_what_would_be_written()
    {
        var shown = JsonNode.Parse(Shown("request"))!;
        var data = Encoding.UTF8.GetBytes(shown["data"]!.ToJsonString());

        var request = StrictJson.Read(StrictJson.Parse(Encoding.UTF8.GetBytes(Shown("request")), ""), typeof(WebhookRequest), "");

        Assert.True(JsonNode.DeepEquals(shown, JsonNode.Parse(MessageFormat.WritePart(request).GetRawText())));
        Assert.True(JsonNode.DeepEquals(
            shown["data"], JsonNode.Parse(MessageFormat.Write(MessageFormat.Read((string)shown["type"]!, data)))));
    }

    [Fact]
    public void The_answer_is_read() => Assert.Equal(
        [typeof(ReplyAction), typeof(ReactAction)], Read("answer").Select(action => action.GetType()));

    [Fact]
    public void Every_action_is_shown_with_every_property()
    {
        var actions = Read("actions");
        var shown = JsonNode.Parse(Shown("actions"))!["actions"]!.AsArray();

        Assert.Equal(
            typeof(IWebhookAction).Assembly.GetExportedTypes().Where(type => type.IsSealed && type.IsAssignableTo(typeof(IWebhookAction)))
                .Select(type => type.Name).Order(StringComparer.Ordinal),
            actions.Select(action => action.GetType().Name).Order(StringComparer.Ordinal));
        Assert.All(actions.Zip(shown), one => Assert.Equal(
            one.First.GetType().GetProperties().Length, one.Second!.AsObject().Count(property => property.Key != "action")));
        Assert.All(shown, action => Assert.Contains($"`{action!["action"]}`", Document, StringComparison.Ordinal));
    }

    [Fact]
    public void The_later_message_is_signed_as_the_page_says_and_read()
    {
        var lines = Shown("post").Split('\n');
        var headers = lines.Skip(1).TakeWhile(line => line.Length > 0).Select(line => line.Split(": ")).ToDictionary(one => one[0], one => one[1]);
        var body = Encoding.UTF8.GetBytes(lines.SkipWhile(line => line.Length > 0).ElementAt(1));

        var command = CommandFormat.Read(body, "webhook/weather/order-4711", Sample.Moment);

        Assert.Contains(WebhookScene.Secret, Document, StringComparison.Ordinal);
        Assert.Equal(
            WebhookStandIn.Sign(WebhookScene.Secret, headers["webhook-id"], headers["webhook-timestamp"], body), headers["webhook-signature"]);
        var message = Assert.IsType<SendMessage>(command);
        Assert.Equal(("webhook/weather/order-4711", "It will rain tomorrow.", Sample.Moment), (message.CommandId, message.Text, message.CreatedAt));
    }

    private static string Shown(string name) =>
        Example().Matches(Document).Single(match => match.Groups["name"].Value == name).Groups["text"].Value;

    private static IReadOnlyList<IWebhookAction> Read(string name) => AnswerFormat.Read(Encoding.UTF8.GetBytes(Shown(name)));

    [GeneratedRegex("^<!-- example:(?<name>\\w+) -->\\n```\\w*\\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Example();
}
