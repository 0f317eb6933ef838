using BotPlatform.Connectors.Parts;
using BotPlatform.Contracts.Connections;
using BotPlatform.Xmpp;

namespace BotPlatform.Connectors.XmppParts.Connection;

/// <summary>What the states of an XMPP client mean to whoever uses a connector.</summary>
public static class XmppStates
{
    /// <summary>
    /// The client came into another state; what a login goes through before the credentials are accepted is none here.
    /// </summary>
    public static void Take(this ConnectionStatus status, XmppState state)
    {
        switch (state)
        {
            case XmppState.Resuming or XmppState.Binding:
                status.Authenticated();
                break;
            case XmppState.Online online:
                status.Ready(online.IsResumed);
                break;
            case XmppState.Reconnecting next:
                status.Reconnecting(next.Failures, next.RetryAt, next.Error.Message);
                break;
            case XmppState.Closed { Error: var error }:
                status.Ended(
                    error switch
                    {
                        null => ConnectionState.Closed,
                        XmppAuthenticationException => ConnectionState.AuthenticationFailure,
                        _ => ConnectionState.ForceClosed,
                    },
                    error?.Message);
                break;
        }
    }
}
