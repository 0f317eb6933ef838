using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class MessageArchiveTests
{
    private static readonly Jid Self = Jid.Parse("juliet@capulet.lit/chamber");
    private static readonly ArchiveQuery Query = new() { QueryId = "f27" };
    private static readonly ArchiveQuery RoomQuery = Query with { Room = Jid.Parse("coven@chat.shakespeare.lit") };

    [Fact]
    public void A_question_without_limits_is_short() =>
        Assert.Equal(
            """<iq xmlns="jabber:client" type="set"><query xmlns="urn:xmpp:mam:2" queryid="f27"/></iq>""",
            Query.ToRequest().ToElement().ToString());

    [Fact]
    public void A_question_holds_its_limits()
    {
        var query = RoomQuery with
        {
            With = Jid.Parse("juliet@capulet.lit"),
            Start = new DateTimeOffset(2010, 6, 7, 2, 0, 0, TimeSpan.FromHours(2)),
            End = new DateTimeOffset(2010, 7, 7, 13, 23, 54, TimeSpan.Zero),
            AfterId = "28482-98726-73623",
            BeforeId = "09af3-cc343-b409f",
            Page = new PageRequest(10),
        };

        Assert.Equal(
            """
            <iq xmlns="jabber:client" to="coven@chat.shakespeare.lit" type="set"><query xmlns="urn:xmpp:mam:2" queryid="f27"><x xmlns="jabber:x:data" type="submit"><field var="FORM_TYPE" type="hidden"><value>urn:xmpp:mam:2</value></field><field var="with"><value>juliet@capulet.lit</value></field><field var="start"><value>2010-06-07T00:00:00.000Z</value></field><field var="end"><value>2010-07-07T13:23:54.000Z</value></field><field var="after-id"><value>28482-98726-73623</value></field><field var="before-id"><value>09af3-cc343-b409f</value></field></x><set xmlns="http://jabber.org/protocol/rsm"><max>10</max></set></query></iq>
            """,
            query.ToRequest().ToElement().ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("from='juliet@capulet.lit'")]
    public void A_message_of_our_archive_is_unwrapped(string from)
    {
        var archived = Query.TryUnwrap(Result(from), Self);

        Assert.Equal(
            ("28482-98726-73623", new DateTimeOffset(2010, 7, 10, 23, 8, 25, TimeSpan.Zero), "Hail to thee"),
            (archived!.ArchiveId, archived.SentAt, archived.Message!.Body));
    }

    [Theory]
    [InlineData("from='evil@capulet.lit'")]
    [InlineData("from='juliet@capulet.lit/balcony'")]
    [InlineData("from='capulet.lit'")]
    [InlineData("from='coven@chat.shakespeare.lit'")]
    public void A_message_of_anybody_else_is_none_of_our_archive(string from) =>
        Assert.Null(Query.TryUnwrap(Result(from), Self));

    [Fact]
    public void A_message_of_a_room_is_unwrapped() =>
        Assert.NotNull(RoomQuery.TryUnwrap(Result("from='coven@chat.shakespeare.lit'"), Self));

    [Theory]
    [InlineData("")]
    [InlineData("from='coven@chat.shakespeare.lit/firstwitch'")]
    [InlineData("from='juliet@capulet.lit'")]
    [InlineData("from='other@chat.shakespeare.lit'")]
    public void A_message_of_anybody_else_is_none_of_the_room(string from) =>
        Assert.Null(RoomQuery.TryUnwrap(Result(from), Self));

    [Fact]
    public void The_answer_to_another_question_is_none_to_this() =>
        Assert.Null((Query with { QueryId = "f28" }).TryUnwrap(Result(""), Self));

    [Fact]
    public void An_ordinary_message_is_no_result() =>
        Assert.Null(Query.TryUnwrap(Read.Message("<message xmlns='jabber:client'><body>hi</body></message>"), Self));

    [Fact]
    public void What_was_taken_out_of_the_archive_leaves_its_place()
    {
        var archived = Query.TryUnwrap(
            Read.Message("""
                <message xmlns='jabber:client'><result xmlns='urn:xmpp:mam:2' queryid='f27' id='1'><forwarded
                xmlns='urn:xmpp:forward:0'/></result></message>
                """),
            Self);

        Assert.Equal(new ArchivedMessage("1", null, null), archived);
    }

    [Theory]
    [InlineData("<result xmlns='urn:xmpp:mam:2' queryid='f27' id='1'/>")]
    [InlineData("<result xmlns='urn:xmpp:mam:2' queryid='f27'><forwarded xmlns='urn:xmpp:forward:0'/></result>")]
    public void A_result_without_id_or_content_is_a_format_error(string result)
    {
        var message = Read.Message($"<message xmlns='jabber:client'>{result}</message>");

        Assert.Throws<XmppFormatException>(() => Query.TryUnwrap(message, Self));
    }

    [Fact]
    public void The_end_survives_the_round_trip()
    {
        const string Xml =
            """
            <fin xmlns="urn:xmpp:mam:2" complete="true" stable="false"><set xmlns="http://jabber.org/protocol/rsm"><first>23452-4534-1</first><last>390-2342-22</last><count>16</count></set></fin>
            """;

        var end = Read.Iq($"<iq xmlns='jabber:client' type='result' id='u1'>{Xml}</iq>").Require<ArchiveEnd>();

        Assert.Equal(new ArchiveEnd(true, false, new Page("23452-4534-1", "390-2342-22", 16)), end);
        Assert.Equal(Xml, end.ToElement().ToString());
    }

    [Fact]
    public void An_end_that_says_nothing_is_neither_complete_nor_unstable()
    {
        var end = ArchiveEnd.Parse(Element.Parse(
            "<fin xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'/></fin>"));

        Assert.Equal(new ArchiveEnd(false, true, new Page()), end);
    }

    [Fact]
    public void An_end_without_a_page_is_a_format_error() =>
        Assert.Throws<XmppFormatException>(() => ArchiveEnd.Parse(Element.Parse("<fin xmlns='urn:xmpp:mam:2'/>")));

    private static Message Result(string from) => Read.Message($"""
        <message xmlns='jabber:client' {from} id='aeb213' to='juliet@capulet.lit/chamber'>
          <result xmlns='urn:xmpp:mam:2' queryid='f27' id='28482-98726-73623'>
            <forwarded xmlns='urn:xmpp:forward:0'>
              <delay xmlns='urn:xmpp:delay' stamp='2010-07-10T23:08:25Z'/>
              <message xmlns='jabber:client' from="witch@shakespeare.lit" to="macbeth@shakespeare.lit">
                <body>Hail to thee</body>
              </message>
            </forwarded>
          </result>
        </message>
        """);
}
