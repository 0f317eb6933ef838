using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class DataFormsTests
{
    [Fact]
    public void A_submission_is_written_with_what_it_is_about_first() =>
        Assert.Equal(
            """
            <x xmlns="jabber:x:data" type="submit"><field var="FORM_TYPE" type="hidden"><value>urn:xmpp:mam:2</value></field><field var="with"><value>juliet@capulet.lit</value></field><field var="ids"><value>1</value><value>2</value></field></x>
            """,
            DataForm.Submit("urn:xmpp:mam:2", new FormField("with", "juliet@capulet.lit"), new FormField("ids", "1", "2"))
                .ToElement().ToString());

    [Fact]
    public void A_form_is_read_without_what_is_only_for_people()
    {
        var form = DataForm.Parse(Element.Parse("""
            <x xmlns='jabber:x:data' type='form'>
              <title>Room</title>
              <field type='fixed'><value>Section</value></field>
              <field var='muc#roomconfig_roomname' type='text-single' label='Name'><value>Cave</value></field>
              <field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#roomconfig</value></field>
              <field var='muc#roomconfig_whois' type='list-single'><option><value>anyone</value></option></field>
            </x>
            """));

        Assert.Equal(("form", "http://jabber.org/protocol/muc#roomconfig"), (form.Type, form.FormType));
        Assert.Collection(
            form.Fields,
            f => Assert.Equal(("muc#roomconfig_roomname", "Cave"), (f.Name, Assert.Single(f.Values))),
            f => Assert.Equal(("muc#roomconfig_whois", 0), (f.Name, f.Values.Count)));
    }

    [Fact]
    public void What_a_form_is_about_counts_only_when_it_is_hidden() =>
        Assert.Null(DataForm.Parse(Element.Parse(
            "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE'><value>a</value></field></x>")).FormType);

    [Theory]
    [InlineData("<x xmlns='jabber:x:data'/>")]
    [InlineData("<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'/></x>")]
    [InlineData("<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>a</value><value>b</value></field></x>")]
    [InlineData("""
        <x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>a</value></field><field var='FORM_TYPE'><value>b</value></field></x>
        """)]
    public void A_form_without_one_kind_and_one_subject_is_a_format_error(string xml) =>
        Assert.Throws<XmppFormatException>(() => DataForm.Parse(Element.Parse(xml)));
}
