using BotPlatform.Contracts.Chat;
using static BotPlatform.ConnectyCube.Tests.Chat.Inbound.InboundFixture;

namespace BotPlatform.ConnectyCube.Tests.Chat.Inbound;

/// <summary>What a message carries beside its text (sections 4.1, 4.4 and 4.5).</summary>
public sealed class MessageEventsTests
{
    private readonly InboundFixture _inbound = new();

    [Fact]
    public void M48_a_place_is_an_attachment()
    {
        var happened = _inbound.Received(Direct("""
            <body>I am here</body>
            <extraParams><attachment type='location' latitude='60.45' longitude='-22.25' data='Turku'/></extraParams>
            """));

        var place = Assert.Single(happened.Attachments);
        Assert.Equal("location", place.Type);
        Assert.Equal((60.45, -22.25), (place.Latitude, place.Longitude));
        Assert.Equal([KeyValuePair.Create("data", "Turku")], place.Properties);
        Assert.Empty(happened.Metadata);
    }

    [Fact]
    public void M45_files_come_in_the_senders_order_and_need_no_text()
    {
        var happened = _inbound.Received(Direct("""
            <extraParams>
              <attachment type='image' id='7' uid='u7' url='https://x/7' name='a.png' content-type='image/png' size='12' width='3'/>
              <attachment uid='u8'/>
            </extraParams>
            """));

        Assert.Equal("", happened.Text);
        Assert.Equal(["image", "file"], happened.Attachments.Select(a => a.Type));
        var image = happened.Attachments[0];
        Assert.Equal(("u7", "https://x/7", "a.png", "image/png", 12), (image.Uid, image.Url, image.Name, image.ContentType, image.Size));
        Assert.Equal(new Dictionary<string, string> { ["id"] = "7", ["width"] = "3" }, image.Properties);
    }

    [Theory]
    [InlineData("size='huge'", "size", "huge")]
    [InlineData("size='-1'", "size", "-1")]
    [InlineData("latitude='91'", "latitude", "91")]
    [InlineData("longitude='NaN'", "longitude", "NaN")]
    public void What_an_attachment_cannot_mean_stays_as_it_was_written(string attribute, string name, string value)
    {
        var attachment = Assert.Single(_inbound.Received(Direct($"<extraParams><attachment {attribute}/></extraParams>")).Attachments);

        Assert.Equal([KeyValuePair.Create(name, value)], attachment.Properties);
        Assert.Null(attachment.Size);
        Assert.Null(attachment.Latitude);
        Assert.Null(attachment.Longitude);
    }

    [Fact]
    public void Endless_attachments_are_cut_down()
    {
        var attachments = string.Concat(Enumerable.Repeat("<attachment/>", 5000));

        Assert.Equal(100, _inbound.Received(Direct($"<extraParams>{attachments}</extraParams>")).Attachments.Count);
    }

    [Theory]
    [InlineData("<markable xmlns='urn:xmpp:chat-markers:0'/>", true)]
    [InlineData("<extraParams><markable>1</markable></extraParams>", true)]
    [InlineData("<extraParams><markable>true</markable></extraParams>", true)]
    [InlineData("<extraParams><markable>0</markable></extraParams>", false)]
    [InlineData("", false)]
    public void M39_a_sender_asks_for_markers_by_an_element_or_by_a_parameter(string payloads, bool isMarkable) =>
        Assert.Equal(isMarkable, _inbound.Received(Direct($"<body>x</body>{payloads}")).IsMarkable);

    [Theory]
    [InlineData("after='30'", 30)]
    [InlineData("after='0'", null)]
    [InlineData("after='-5'", null)]
    [InlineData("after='soon'", null)]
    [InlineData("after='99999999999999999999'", null)]
    [InlineData("", null)]
    public void M39_a_message_says_when_it_disappears_unless_that_is_absurd(string attribute, int? seconds) => Assert.Equal(
        seconds is { } s ? TimeSpan.FromSeconds(s) : null,
        _inbound.Received(Direct($"<body>x</body><destroy xmlns='urn:xmpp:message-destroy-after:0' {attribute}/>")).DestroyAfter);

    [Fact]
    public void A_marked_text_is_a_message_and_no_marker() =>
        Assert.Equal("x", _inbound.Received(Direct($"<body>x</body><received xmlns='urn:xmpp:chat-markers:0' id='{Id}'/>")).Text);

    [Fact]
    public void An_id_with_slashes_does_not_pass_for_something_else()
    {
        var forged = _inbound.Received(InGroup("<body>x</body>", $"{Id}/101/delivered"));
        var marker = _inbound.Event<MessageDelivered>(InGroup($"<received xmlns='urn:xmpp:chat-markers:0' id='{Id}'/>", "s1"));

        Assert.NotEqual(forged.Origin.EventId, marker.Origin.EventId);
    }
}
