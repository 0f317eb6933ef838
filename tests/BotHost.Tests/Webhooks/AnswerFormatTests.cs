using System.Text;
using BotPlatform.BotHost.Webhooks.Answers;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Webhooks;

namespace BotPlatform.BotHost.Tests.Webhooks;

public sealed class AnswerFormatTests
{
    [Fact]
    public void Actions_are_read_in_their_order()
    {
        var actions = Read("""{"actions":[{"text":"a","action":"reply"},{"action":"say","dialog":{"id":"7"},"text":"b"},{"action":"read"}]}""");

        Assert.Equal("a", Assert.IsType<ReplyAction>(actions[0]).Text);
        Assert.Equal(new DialogRef("7"), Assert.IsType<SayAction>(actions[1]).Dialog);
        Assert.IsType<ReadAction>(actions[2]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"actions":[]}""")]
    public void No_action_is_an_answer_too(string json) => Assert.Empty(Read(json));

    [Theory]
    [InlineData("<html>", "The answer is no JSON: line 1, byte 1 is not what has to be there.")]
    [InlineData("", "The answer is no JSON: line 1, byte 1 is not what has to be there.")]
    [InlineData("[]", "The answer is no object.")]
    [InlineData("""{"action":"reply"}""", "The answer has 'action', which is unknown there; it may have actions.")]
    [InlineData("""{"actions":{}}""", "actions is no list.")]
    [InlineData("""{"actions":["reply"]}""", "actions[0].action is missing: it is one of reply, say, edit, delete, react, unreact, read, typing.")]
    [InlineData("""{"actions":[{"action":"read"},{"action":"shout"}]}""",
        "actions[1].action is 'shout', which is none of reply, say, edit, delete, react, unreact, read, typing.")]
    [InlineData("""{"actions":[{"action":"delete","message":"1"}]}""", "actions[0] has 'message', which is unknown there; it may have messageId.")]
    [InlineData("""{"actions":[{"action":"edit","text":"x"}]}""", "actions[0].messageId is missing.")]
    public void A_mistake_is_named_with_its_place(string json, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<FormatException>(() => Read(json)).Message);

    [Theory]
    [InlineData("""{"actions":[{"action":"reply","text":5}]}""", "actions[0].text ")]
    [InlineData("""{"actions":[{"action":"reply","text":null}]}""", "actions[0].text ")]
    [InlineData("""{"actions":[{"action":"reply","text":"x","isSilent":"yes"}]}""", "actions[0].isSilent ")]
    [InlineData("""{"actions":[{"action":"reply","attachments":[{"uid":"4"}]}]}""", "actions[0].attachments[0] ")]
    [InlineData("""{"actions":[{"action":"reply","text":"x","destroyAfter":"soon"}]}""", "actions[0].destroyAfter ")]
    [InlineData("""{"actions":[{"action":"say","dialog":{},"text":"x"}]}""", "actions[0].dialog ")]
    public void A_value_of_the_wrong_kind_is_named_with_its_place(string json, string beginning) =>
        Assert.StartsWith(beginning, Assert.Throws<FormatException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Many_actions_are_too_many()
    {
        var json = $$"""{"actions":[{{string.Join(',', Enumerable.Repeat("""{"action":"read"}""", 101))}}]}""";

        Assert.Equal("actions has 101 entries; it may have 100.", Assert.Throws<FormatException>(() => Read(json)).Message);
    }

    [Theory]
    [InlineData("""{"actions":[{"action":"reply","text":"\ud83d"}]}""")]
    [InlineData("""{"actions":[{"action":"\udc4b"}]}""")]
    [InlineData("""{"actions":[],"\udc4b":1}""")]
    public void Half_a_character_is_a_mistake(string json) => Assert.Equal(
        "The answer has a text that is no UTF-8, or holds half a character.", Assert.Throws<FormatException>(() => Read(json)).Message);

    [Fact]
    public void What_is_no_UTF8_is_a_mistake() => Assert.Throws<FormatException>(
        () => AnswerFormat.Read([.. """{"actions":[{"action":"reply","text":"""u8, (byte)'"', 0xff, .. "\"}]}"u8]));

    [Fact]
    public void The_same_property_twice_is_a_mistake() =>
        Assert.Throws<FormatException>(() => Read("""{"actions":[{"action":"reply","text":"a","text":"b"}]}"""));

    private static IReadOnlyList<IWebhookAction> Read(string json) => AnswerFormat.Read(Encoding.UTF8.GetBytes(json));
}
