namespace BotPlatform.Benchmarks;

/// <summary>Ten stanzas as a bot meets them: messages of both kinds, typing, markers, presence, requests and their answers.</summary>
internal static class Stanzas
{
    public const string Header =
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' id='1' version='1.0'>";

    private const string ExtraParams = "<extraParams xmlns='jabber:client'><save_to_history>1</save_to_history>"
        + "<date_sent>1795255200</date_sent><dialog_id>5f3e1b2a9d1c4e0001a2b3c4</dialog_id></extraParams>";

    public static readonly string[] Ten =
    [
        "<message id='65a1b2c3d4e5f60718293a4b' from='101-1@localhost/1571722472-connectycube-2386480' to='100-1@localhost' "
            + $"type='chat'><body>Good morning, is anybody there?</body>{ExtraParams}</message>",
        "<message id='65a1b2c3d4e5f60718293a4c' from='1_5f3e1b2a9d1c4e0001a2b3c4@muc.localhost/102' "
            + $"to='100-1@localhost' type='groupchat'><body>!echo Hello to everybody in this dialog</body>{ExtraParams}</message>",
        "<message from='101-1@localhost/1571722472-connectycube-2386480' to='100-1@localhost' type='chat'>"
            + "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>",
        "<message id='65a1b2c3d4e5f60718293a4d' from='101-1@localhost/1571722472-connectycube-2386480' to='100-1@localhost' "
            + "type='chat'><received xmlns='urn:xmpp:chat-markers:0' id='65a1b2c3d4e5f60718293a4b'/>"
            + "<extraParams xmlns='jabber:client'><dialog_id>5f3e1b2a9d1c4e0001a2b3c4</dialog_id></extraParams></message>",
        "<message id='65a1b2c3d4e5f60718293a4e' from='102-1@localhost/web-8a7b6c5d4e3f' to='100-1@localhost' type='chat'>"
            + "<body>A longer text, with an &amp; and an &lt;, some more words that say nothing in particular, and an emoji 🔥"
            + $" at the end of it.</body>{ExtraParams}</message>",
        "<presence from='103-1@localhost/1571722472-connectycube-2386481' to='100-1@localhost'/>",
        "<iq type='result' id='a1b2c3d4-17' from='localhost' to='100-1@localhost/1571722472-connectycube-2386482'/>",
        "<iq type='get' id='ping-99' from='localhost' to='100-1@localhost/1571722472-connectycube-2386482'>"
            + "<ping xmlns='urn:xmpp:ping'/></iq>",
        "<message id='65a1b2c3d4e5f60718293a4f' from='104-1@localhost/1571722472-connectycube-2386483' to='100-1@localhost' "
            + "type='chat'><body>See the picture</body><extraParams xmlns='jabber:client'><save_to_history>1</save_to_history>"
            + "<attachment type='image' id='12345' uid='8f7e6d5c4b3a29180716253443526170' content-type='image/jpeg' "
            + "width='1024' height='768'/><dialog_id>5f3e1b2a9d1c4e0001a2b3c4</dialog_id></extraParams></message>",
        "<message id='65a1b2c3d4e5f60718293a50' from='100-1@localhost' to='100-1@localhost/1571722472-connectycube-2386482' "
            + "type='chat'><sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message "
            + "xmlns='jabber:client' id='65a1b2c3d4e5f60718293a51' from='100-1@localhost/phone' to='101-1@localhost' "
            + $"type='chat'><body>Sent from my phone</body>{ExtraParams}</message></forwarded></sent></message>",
    ];
}
