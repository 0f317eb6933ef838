using BotPlatform.TestKit.Scripted;

namespace BotPlatform.Xmpp.Tests.Streams;

/// <summary>How a client gets to a scripted server.</summary>
internal static class ScriptedOptions
{
    extension(ScriptedXmppServer server)
    {
        /// <summary>The same for a client that comes back at once.</summary>
        public XmppClientOptions Persistent => server.Options with
        {
            Reconnect = new XmppReconnect { FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
        };

        /// <summary>Without pings and keep-alives, so that the client says only what the script expects.</summary>
        public XmppClientOptions Options => new()
        {
            Server = server.Address,
            Host = "localhost",
            Credentials = XmppCredentials.Of("bot", "secret"),
            Reconnect = XmppReconnect.Never,
            KeepAliveInterval = TimeSpan.Zero,
            PingInterval = TimeSpan.Zero,
        };
    }
}
