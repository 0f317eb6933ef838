using BotPlatform.BotSdk;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Announcements.Audience;

/// <summary>Somebody who was found.</summary>
/// <param name="Dialog">Where; a direct dialog has the name of its user.</param>
/// <param name="User">Who; null for a group, and where nobody knows.</param>
/// <param name="DialogName">What the dialog is called; null when that was not told.</param>
/// <param name="Profile">What is known of the user; null when that was not told.</param>
internal sealed record Found(string Dialog, string? User, string? DialogName = null, UserProfile? Profile = null)
{
    /// <summary>A user, in the direct dialog.</summary>
    public static Found Of(UserRef user, UserProfile? profile = null) => new(user.Id, user.Id, Profile: profile);
}

/// <summary>Some of a part.</summary>
/// <param name="Found">Who.</param>
/// <param name="Next">Where it goes on; null when that was all.</param>
internal sealed record PartPage(IReadOnlyList<Found> Found, string? Next);

/// <summary>How many a part has, without those who are left out.</summary>
/// <param name="AtLeast">So many for certain.</param>
/// <param name="AtMost">No more; null when nobody knows.</param>
internal sealed record PartSize(long AtLeast, long? AtMost);

/// <summary>One way in which an audience names recipients.</summary>
internal interface IAudiencePart
{
    /// <param name="place"><see cref="PartPage.Next"/> of the page before; null for the beginning.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RequestFailedException">The network does not tell.</exception>
    Task<PartPage> ReadAsync(string? place, CancellationToken cancellationToken);

    /// <summary>How many it has, as far as one request tells.</summary>
    /// <param name="leftOut">The users who get nothing, the account itself among them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RequestFailedException">The network does not tell.</exception>
    Task<PartSize> CountAsync(IReadOnlySet<string> leftOut, CancellationToken cancellationToken);
}

/// <summary>The parts of an audience.</summary>
internal static class AudienceParts
{
    /// <summary>How many recipients a page has, where we choose.</summary>
    public const int PageSize = 100;

    /// <summary>In an order that is always the same for the same announcement.</summary>
    public static IReadOnlyList<IAudiencePart> Of(Announcement definition, IAsking asking)
    {
        var (account, audience) = (definition.Account, definition.Audience);
        var dialogs = new DialogLookup(asking, account);
        var parts = new List<IAudiencePart>();
        if (audience.Users.Count > 0)
        {
            parts.Add(new ListedUsers(audience.Users));
        }

        if (audience.Dialogs.Count > 0)
        {
            parts.Add(new ListedDialogs(audience.Dialogs, dialogs));
        }

        if (audience.DialogTypes.Count > 0)
        {
            parts.Add(new DialogsOfTypes(asking, account, audience.DialogTypes));
        }

        parts.AddRange(audience.MembersOf.Select(dialog => new DialogMembers(asking, account, dialog, dialogs)));
        parts.AddRange(audience.Find.Select(query => new FoundByKey(asking, account, query)));
        return parts;
    }

    /// <summary>A page of a list that is at hand.</summary>
    /// <param name="place">How many were read.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="size">How many a page has.</param>
    public static (Range Page, string? Next) PageAt(string? place, int count, int size)
    {
        var start = int.TryParse(place, out var at) && at >= 0 && at <= count ? at : 0;
        var end = Math.Min(start + size, count);
        return (start..end, end < count ? $"{end}" : null);
    }
}
