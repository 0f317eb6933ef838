using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Announcements.Messages;

/// <summary>Makes the command that brings an announcement to one recipient.</summary>
internal interface IAnnouncementWriter
{
    /// <summary>The command: the same for the same run and row, however often it is made.</summary>
    /// <exception cref="AnnouncementTextException">There is nothing that this recipient could read.</exception>
    IReliableCommand Write(StoredRun run, LedgerRow row);
}

/// <summary>There is no message for this recipient; says why in a sentence for people.</summary>
internal sealed class AnnouncementTextException(string message, Exception? innerException = null) : Exception(message, innerException);
