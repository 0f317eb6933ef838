namespace BotPlatform.BotHost.Announcements.Messages;

/// <summary>How much an announcement may say to one recipient.</summary>
internal static class TextLimits
{
    /// <summary>
    /// Of the text, and of each value of the metadata. Even where each character takes four bytes, it is within the 256 KiB of a stanza
    /// (section 3.2); what does not fit all the same, the connector refuses.
    /// </summary>
    public const int MaxCharacters = 60_000;
}
