using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp.Streams;

namespace BotPlatform.Sandbox.Chat.Streams;

/// <summary>A stream whose user is known, before it belongs to a session.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Host">The host that the client opened it to; it stands for the chat host in addresses.</param>
/// <param name="User">Who signed in.</param>
/// <param name="Cut">Drops the connection without a word.</param>
internal sealed record SignedInStream(XmlStream Stream, string Host, User User, Action Cut);
