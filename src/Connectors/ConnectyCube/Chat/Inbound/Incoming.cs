using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat.Inbound;

/// <summary>Where something was written, and by whom.</summary>
internal sealed record Place(DialogRef Dialog, DialogKind Kind, UserRef Sender);

/// <summary>A message that somebody else wrote in a dialog.</summary>
internal sealed record Incoming(Message Message, Element? ExtraParams, Place Place);
