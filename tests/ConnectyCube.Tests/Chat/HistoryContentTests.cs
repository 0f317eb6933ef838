using System.Text.Json;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Rest.Json;
using BotPlatform.ConnectyCube.Rest.Messages;

namespace BotPlatform.ConnectyCube.Tests.Chat;

public sealed class HistoryContentTests
{
    [Fact]
    public void Metadata_has_the_keys_with_which_it_arrives_in_the_chat()
    {
        var message = Read("""
            {"_id":"1","chat_dialog_id":"2","date_sent":3,"sender_id":4,"mood":"fine","count":7,"flag":true,"nothing":null,"empty":"",
             "address":{"city":"Lisbon","at":{"lat":1.50}},"list":["a",{"b":1}]}
            """);

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["mood"] = "fine",
                ["count"] = "7",
                ["flag"] = "true",
                ["empty"] = "",
                ["address/city"] = "Lisbon",
                ["address/at/lat"] = "1.50",
                ["list"] = """["a",{"b":1}]""",
            },
            message.ToMetadata());
    }

    [Fact]
    public void An_attachment_is_the_one_that_arrived_in_the_chat()
    {
        var message = Read("""
            {"_id":"1","chat_dialog_id":"2","date_sent":3,"sender_id":4,"attachments":[
              {"type":"location","latitude":"1.5","longitude":-2,"data":"{}","id":8}, {"uid":"u","size":"12","content-type":"image/png"}]}
            """);

        var attachments = message.ToAttachments();

        Assert.Equal(("location", 1.5, -2.0), (attachments[0].Type, attachments[0].Latitude, attachments[0].Longitude));
        Assert.Equal(new Dictionary<string, string> { ["id"] = "8", ["data"] = "{}" }, attachments[0].Properties);
        Assert.Equal(("file", "u", 12L, "image/png"), (attachments[1].Type, attachments[1].Uid, attachments[1].Size, attachments[1].ContentType));
        Assert.Empty(attachments[1].Properties);
    }

    [Fact]
    public void Half_a_character_that_an_app_added_costs_nobody_the_message()
    {
        var message = Read("""
            {"_id":"1","chat_dialog_id":"2","date_sent":3,"sender_id":4,"mood":"\ud83d","attachments":[{"type":"image","label":"\ud83d"}]}
            """);

        Assert.Equal("\"\\ud83d\"", message.ToMetadata()["mood"]);
        Assert.Equal("\"\\ud83d\"", Assert.Single(message.ToAttachments()).Properties["label"]);
    }

    [Fact]
    public void What_only_the_senders_app_understands_of_an_attachment_is_kept()
    {
        var message = Read("""
            {"_id":"1","chat_dialog_id":"2","date_sent":3,"sender_id":4,"attachments":[
              {"type":"image","blurhash":"LKO2","pages":3,"spoiler":true,"crop":{"x":1},"nothing":null,"width":4}]}
            """);

        var expected = new Dictionary<string, string> { ["blurhash"] = "LKO2", ["pages"] = "3", ["spoiler"] = "true", ["crop"] = """{"x":1}""" };
        Assert.Equal(expected, Assert.Single(message.Attachments).Properties);
        expected["width"] = "4";
        Assert.Equal(expected, Assert.Single(message.ToAttachments()).Properties);
    }

    private static HistoryMessage Read(string json) =>
        JsonSerializer.Deserialize(json, RestJson.Default.HistoryMessage)!;
}
