using BotPlatform.ConnectyCube.Connection;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat.Inbound;

/// <summary>Section 4.11: what apps tell each other. Other headlines are call signalling, which is no bot's business.</summary>
internal sealed class SystemMessageEvents(AccountIdentity identity, Places places, Origins origins)
{
    public Inbound Map(Message message)
    {
        var extraParams = ExtraParams.In(message);
        if (ExtraParams.Value(extraParams, ExtraParams.ModuleIdentifier) != ExtraParams.SystemModule)
        {
            return Ignored.Unhandled;
        }

        if (places.SenderOf(message) is not { } sender)
        {
            return Ignored.Stranger;
        }

        return sender == identity.UserId
            ? Ignored.OwnEcho
            : Inbound.Of(new SystemMessageReceived
            {
                Origin = origins.Named(message, extraParams, "system", sender, Origins.StanzaName(message)),
                Dialog = places.With(sender),
                Sender = new UserRef(sender),
                Text = message.Body ?? "",
                Parameters = ExtraParams.Read(extraParams, ExtraParams.OfSystemMessages),
                WasDelayed = Origins.WasDelayed(message),
            });
    }
}
