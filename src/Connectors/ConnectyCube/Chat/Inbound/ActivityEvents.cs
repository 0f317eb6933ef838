using BotPlatform.ConnectyCube.Connection;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat.Inbound;

/// <summary>Section 4.13: what the network says by itself about users whose activity the account watches.</summary>
internal sealed class ActivityEvents(ChatAddresses addresses, Places places, Origins origins, SessionWishes wishes)
{
    public Inbound Map(Iq iq)
    {
        if (LastActivityNotice.TryParse(iq) is not { } notice)
        {
            return Ignored.Unhandled;
        }

        // Anybody can send an answer that nobody asked for.
        if (addresses.UserId(notice.Of) is not { } user || !wishes.IsWatching(user))
        {
            return Ignored.Stranger;
        }

        var origin = origins.Unnamed();
        return Inbound.Of(new LastActivityObserved
        {
            Origin = origin,
            Dialog = places.With(user),
            User = new UserRef(user),
            IsOnline = notice.Activity.Idle == TimeSpan.Zero,
            LastActiveAt = origin.OccurredAt - notice.Activity.Idle,
        });
    }
}
