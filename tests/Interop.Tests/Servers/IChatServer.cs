using BotPlatform.Xmpp;

namespace BotPlatform.Interop.Tests.Servers;

/// <summary>
/// A real XMPP server with what a chat needs: SCRAM, TLS, resumable streams, rooms, privacy lists, blocking, last activity,
/// archive, carbons and offline messages, and no limit that a test could reach by accident.
/// </summary>
public interface IChatServer : IAsyncLifetime, IDisposable
{
    /// <summary>The options of a user of <see cref="ChatServers.Host"/>, with the server's certificate trusted.</summary>
    XmppClientOptions Options(string user, WayIn wayIn = WayIn.StartTls);

    /// <summary>A user whom no test has used before, with nothing stored on the server.</summary>
    string NewUser();
}
