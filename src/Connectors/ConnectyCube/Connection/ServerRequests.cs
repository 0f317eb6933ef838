using BotPlatform.ConnectyCube.Chat.Inbound;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Connection;

/// <summary>What the server says in requests, which want an answer at once. Some of it is an event.</summary>
/// <param name="identity">To whom.</param>
/// <param name="activities">Says what a notice of activity means.</param>
/// <param name="tell">Takes an event; false when too many wait already.</param>
internal sealed class ServerRequests(AccountIdentity identity, ActivityEvents activities, Func<IAccountEvent, bool> tell)
{
    /// <summary>Answers a request; null for one that is not known.</summary>
    public Iq? Answer(Iq request)
    {
        if (request.Type != IqType.Set)
        {
            return null;
        }

        // Section 4.12: another device changed a privacy list; whoever wants to know asks for it.
        if (request.Payload?.Name == PrivacyLists.Name && request.IsFromAccount(identity.Address))
        {
            return request.ToResult();
        }

        // Section 4.13: which kind of IQ tells that a user came or went is not documented.
        return request.Payload?.Name == LastActivity.Name ? AnswerActivity(request) : null;
    }

    private Iq? AnswerActivity(Iq request)
    {
        try
        {
            if (activities.Map(request).Event is not { } happened)
            {
                return null;
            }

            return tell(happened) ? request.ToResult() : request.ToError(new StanzaError("resource-constraint", "wait"));
        }
        catch (XmppFormatException)
        {
            return request.ToError(new StanzaError("bad-request", "modify"));
        }
    }
}
