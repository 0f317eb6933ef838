using System.Text.Json.Nodes;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.Webhooks;

/// <summary>A bot over HTTP, on the complete host.</summary>
public sealed class WebhookTests
{
    [Fact]
    public async Task A_plain_text_is_the_reply()
    {
        await using var scene = await WebhookScene.StartAsync((asked, http) => http.TextAsync($"You asked: {asked.Text}\n"));

        await scene.WriteAsync("!ask what is up");

        var reply = await scene.Network.NextSentAsync();
        Assert.Equal(("You asked: what is up", Sample.Dialog), (reply.Text, reply.Dialog));
    }

    [Fact]
    public async Task Actions_are_done_in_their_order()
    {
        await using var scene = await WebhookScene.StartAsync((_, http) => http.JsonAsync("""
            {"actions":[
              {"action":"typing"},
              {"action":"read"},
              {"action":"react","reaction":"👍"},
              {"action":"edit","messageId":"m1","text":"changed"},
              {"action":"delete","messageId":"m2"},
              {"action":"unreact","reaction":"🎉","messageId":"m3"},
              {"action":"reply","text":"first","isSilent":true,"metadata":{"a":"b"},"attachments":[{"type":"image","url":"https://example.com/a"}]},
              {"action":"say","dialog":{"id":"101"},"text":"second"}
            ]}
            """));
        var message = Sample.Message("!ask");

        await scene.Connector.ReceiveAsync(message);

        var (first, second) = (await scene.Network.NextSentAsync(), await scene.Network.NextSentAsync());
        Assert.Equal(("first", true, "b", "https://example.com/a"),
            (first.Text, first.IsSilent, first.Metadata["a"], first.Attachments[0].Url));
        Assert.Equal("second", second.Text);
        Assert.IsType<SetTyping>(await scene.Network.NextCommandAsync());
        Assert.IsType<MarkRead>(await scene.Network.NextCommandAsync());
        Assert.Equal((message.MessageId, "👍"), await scene.Network.NextCommandAsync() is ChangeReactions one ? (one.MessageId, one.Add) : default);
        Assert.Equal(("m1", "changed"), await scene.Network.NextCommandAsync() is EditMessage edit ? (edit.MessageId, edit.Text) : default);
        Assert.Equal("m2", (await scene.Network.NextCommandAsync() as DeleteMessage)?.MessageId);
        Assert.Equal(("m3", "🎉"), await scene.Network.NextCommandAsync() is ChangeReactions other ? (other.MessageId, other.Remove) : default);
    }

    [Fact]
    public async Task The_request_is_the_event_as_the_bus_has_it_and_signed_with_every_secret()
    {
        await using var scene = await WebhookScene.StartAsync(
            (_, http) => http.StatusAsync(204), $"--Webhooks:hook:Secrets:0={WebhookScene.OtherSecret}");
        var message = Sample.Message("!ASK  \"two words\" one");

        await scene.Connector.ReceiveAsync(message);

        var asked = await scene.Webhook.NextAsync();
        Assert.Equal("MessageReceived", (string?)asked.Json["type"]);
        Assert.Equal("hook", (string?)asked.Json["bot"]);
        Assert.Equal(message.Origin.OccurredAt, (DateTimeOffset?)asked.Json["timestamp"]);
        Assert.Equal(("ask", "\"two words\" one", "[\"two words\",\"one\"]"),
            ((string?)asked.Json["command"]!["name"], (string?)asked.Json["command"]!["text"], asked.Json["command"]!["arguments"]!.ToJsonString()));
        var numbered = (MessageReceived)MessageFormat.Read("MessageReceived", System.Text.Encoding.UTF8.GetBytes(asked.Json["data"]!.ToJsonString()));
        Assert.True(JsonNode.DeepEquals(asked.Json["data"], JsonNode.Parse(MessageFormat.Write(numbered))));
        Assert.Equal((message.MessageId, message.Text, message.Sender), (numbered.MessageId, numbered.Text, numbered.Sender));
        Assert.Equal("application/json; charset=utf-8", asked.Headers.ContentType.ToString());
        Assert.Equal(
            $"{asked.SignatureWith(WebhookScene.Secret)} {asked.SignatureWith(WebhookScene.OtherSecret)}",
            asked.Headers["webhook-signature"].ToString());
    }

    [Theory]
    [InlineData("All", "just words", null)]
    [InlineData("Mentions", "@hook how are you?", "how are you?")]
    public async Task Other_messages_go_to_it_as_it_is_configured(string messages, string text, string? mention)
    {
        await using var scene = await WebhookScene.StartAsync((_, http) => http.TextAsync("fine"), $"--Webhooks:hook:Messages={messages}");

        await scene.Connector.ReceiveAsync(Sample.GroupMessage(text));

        var asked = await scene.Webhook.NextAsync();
        Assert.Equal((text, mention, null), (asked.Text, (string?)asked.Json["mention"], asked.Json["command"]));
        Assert.Equal("fine", await scene.NextTextAsync());
    }

    [Fact]
    public async Task Other_events_go_to_it_as_they_are_configured()
    {
        await using var scene = await WebhookScene.StartAsync((_, http) => http.TextAsync("I see you type."), "--Webhooks:hook:Events:0=TypingChanged");

        await scene.Connector.ReceiveAsync(Sample.Typing(isTyping: true));

        Assert.Equal("I see you type.", await scene.NextTextAsync());
        Assert.Equal("TypingChanged", (string?)(await scene.Webhook.NextAsync()).Json["type"]);
    }

    [Fact]
    public async Task Help_lists_its_commands_for_those_who_may_use_them()
    {
        await using var scene = await WebhookScene.StartAsync(
            (_, http) => http.TextAsync("done"),
            "--Webhooks:hook:Commands:close:Description=Closes.", "--Webhooks:hook:Commands:close:Users:0=102",
            "--Webhooks:hook:Commands:ask:Aliases:0=query");

        await scene.WriteAsync("!help");
        var help = await scene.NextTextAsync();
        await scene.WriteAsync("!close");
        var refusal = await scene.NextTextAsync();
        await scene.WriteAsync("!query");

        Assert.Equal("done", await scene.NextTextAsync());
        Assert.Contains("!ask WHAT - Asks.", help, StringComparison.Ordinal);
        Assert.DoesNotContain("!close", help, StringComparison.Ordinal);
        Assert.Contains("!close", refusal, StringComparison.Ordinal);
        Assert.Equal("!query", (string?)(await scene.Webhook.NextAsync()).Json["data"]!["text"]);
    }

    [Fact]
    public async Task What_other_accounts_see_does_not_go_to_it()
    {
        var calls = 0;
        await using var webhook = await WebhookStandIn.StartAsync((_, http) => http.TextAsync($"{Interlocked.Increment(ref calls)}"));
        AccountRef other = new("sample", "200");
        await using var host = await Fakes.TestHost.StartAsync(new Fakes.FakeNetwork(Sample.Account, other), settings:
        [
            $"--Webhooks:hook:Url={webhook.Address}", $"--Webhooks:hook:Secret={WebhookScene.Secret}",
            "--Webhooks:hook:Commands:ask:Description=Asks.", "--Webhooks:hook:Accounts:0=sample/200",
        ]);
        var connectors = new[] { await host.Network.NextConnectionAsync(), await host.Network.NextConnectionAsync() };
        var message = Sample.Message("!ask");

        await connectors.Single(one => one.Account == Sample.Account).ReceiveAsync(message);
        await connectors.Single(one => one.Account == other).ReceiveAsync(message with { Origin = message.Origin with { Account = other } });

        Assert.Equal((other, "1"), await host.Network.NextSentAsync() is var sent ? (sent.Account, sent.Text) : default);
        await host.StopAsync();
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Another_dialog_is_written_to_where_that_is_allowed()
    {
        await using var scene = await WebhookScene.StartAsync(
            (_, http) => http.JsonAsync("""{"actions":[{"action":"say","dialog":{"id":"7"},"text":"over here"}]}"""),
            "--Webhooks:hook:AnyDialog=true");

        await scene.WriteAsync("!ask");

        Assert.Equal("7", (await scene.Network.NextSentAsync()).Dialog.Id);
    }
}
