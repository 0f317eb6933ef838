using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements.Audience;

/// <summary>Finds who gets an announcement.</summary>
internal interface IAudienceReader
{
    /// <summary>Looks the recipients up, a page at a time. It waits while the network is away.</summary>
    /// <param name="definition">The announcement.</param>
    /// <param name="cursor"><see cref="AudiencePage.Next"/> of the page before, perhaps of an earlier process; null for the beginning.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AudienceException">The recipients can never be found.</exception>
    IAsyncEnumerable<AudiencePage> ReadAsync(Announcement definition, string? cursor, CancellationToken cancellationToken);
}

/// <summary>Some recipients.</summary>
/// <param name="Recipients">Who; perhaps nobody. Who was on an earlier page may be there again.</param>
/// <param name="Next">Leads to the next page; null after the last.</param>
internal sealed record AudiencePage(IReadOnlyList<NewRecipient> Recipients, string? Next);

/// <summary>The recipients can never be found; says why in a sentence for people.</summary>
internal sealed class AudienceException(string message, Exception? innerException = null) : Exception(message, innerException);
