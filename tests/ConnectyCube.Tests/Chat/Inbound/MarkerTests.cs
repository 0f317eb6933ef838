using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Chat.Inbound;
using BotPlatform.Contracts.Chat;
using static BotPlatform.ConnectyCube.Tests.Chat.Inbound.InboundFixture;

namespace BotPlatform.ConnectyCube.Tests.Chat.Inbound;

/// <summary>Delivered and read (section 4.6). The dialog in a marker is its sender's claim.</summary>
public sealed class MarkerTests
{
    private const string Delivered = $"<received xmlns='urn:xmpp:chat-markers:0' id='{Id}'/>";
    private const string Read = $"<displayed xmlns='urn:xmpp:chat-markers:0' id='{Id}'/>";

    private readonly InboundFixture _inbound = new();

    [Fact]
    public void M42_a_delivered_marker_becomes_an_event()
    {
        _inbound.Dialogs.TryLearnClaim(Private, "101");

        var happened = _inbound.Event<MessageDelivered>(Direct(Delivered + InDialog(Private), "s1"));

        Assert.Equal((new DialogRef(Private), Id, new UserRef("101")), (happened.Dialog, happened.MessageId, happened.User));
        Assert.Equal($"connectycube/{Private}/{Id}/101/delivered", happened.Origin.EventId);
    }

    [Fact]
    public void M43_a_read_marker_becomes_an_event()
    {
        var happened = _inbound.Event<MessageRead>(Direct(Read));

        Assert.Equal((new DialogRef("101"), Id, new UserRef("101")), (happened.Dialog, happened.MessageId, happened.User));
        Assert.Equal($"connectycube/101/{Id}/101/read", happened.Origin.EventId);
    }

    [Fact]
    public void A_marker_goes_to_the_user_also_for_a_message_in_a_group()
    {
        _inbound.Dialogs.Learn(Group, DialogTarget.Room);

        Assert.Equal(new DialogRef(Group), _inbound.Event<MessageRead>(Direct(Read + InDialog(Group))).Dialog);
    }

    [Fact]
    public void A_marker_teaches_nothing_about_the_dialog_that_it_names()
    {
        var happened = _inbound.Event<MessageRead>(Direct(Read + InDialog(Group)));

        Assert.Equal(new DialogRef("101"), happened.Dialog);
        Assert.Null(_inbound.Dialogs.Find(Group));
        Assert.Null(_inbound.Dialogs.FindDialogOf("101"));
    }

    [Fact]
    public void A_marker_cannot_speak_of_somebody_elses_dialog()
    {
        _inbound.Dialogs.TryLearnClaim(Private, "102");

        Assert.Equal(new DialogRef("101"), _inbound.Event<MessageDelivered>(Direct(Delivered + InDialog(Private))).Dialog);
    }

    [Theory]
    [InlineData("<received xmlns='urn:xmpp:chat-markers:0'/>")]
    [InlineData("<displayed xmlns='urn:xmpp:chat-markers:0' id=''/>")]
    public void A_marker_that_names_no_message_is_malformed(string payload) => _inbound.AssertIgnored(Ignored.Malformed, Direct(payload));

    [Fact]
    public void What_another_device_of_ours_marked_is_no_event() => _inbound.AssertIgnored(
        Ignored.OwnEcho, $"<message xmlns='jabber:client' type='chat' from='100-1@localhost/other'>{Read}</message>");
}
