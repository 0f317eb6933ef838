using System.Globalization;
using System.Runtime.CompilerServices;
using BotPlatform.BotHost.Announcements.Templates;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements.Audience;

/// <summary>
/// Goes through the parts of an audience, one page after the other, and holds no more than a page. What it finds twice, in two parts or on
/// two pages, has the same dialog both times.
/// </summary>
internal sealed class AudienceWalk
{
    private readonly Announcement _definition;
    private readonly IReadOnlyList<IAudiencePart> _parts;
    private readonly IReadOnlySet<string> _paths;
    private readonly HashSet<string> _leftOut;

    /// <exception cref="AudienceException">The text has a mistake.</exception>
    public AudienceWalk(Announcement definition, IAsking asking, TemplateCache templates)
    {
        _definition = definition;
        _parts = AudienceParts.Of(definition, asking);
        _leftOut = definition.Audience.Except.Select(user => user.Id).Append(definition.Account.Id)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        Profiles = new ProfileLookup(asking, definition.Account);
        try
        {
            _paths = templates.PathsOf(definition.Content);
        }
        catch (TemplateException error)
        {
            throw new AudienceException($"The text is wrong in {error.Message}", error);
        }
    }

    /// <summary>Where it learns of users what the text needs.</summary>
    public ProfileLookup Profiles { get; }

    /// <summary>All pages from a cursor on; one that is none leads to the beginning.</summary>
    /// <exception cref="AudienceException">The recipients can never be found.</exception>
    /// <exception cref="RequestFailedException">The network does not tell now.</exception>
    public async IAsyncEnumerable<AudiencePage> ReadAsync(
        string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (part, place) = PlaceOf(cursor);
        if (part >= _parts.Count)
        {
            yield return new AudiencePage([], Next: null); // there is an end to it, also where there is nobody
        }

        while (part < _parts.Count)
        {
            var page = await ToldAsync(() => _parts[part].ReadAsync(place, cancellationToken));
            if (page.Next is not null && page.Next == place)
            {
                throw new AudienceException("The network gives the same part of a list again and again, so its end cannot be found.");
            }

            var recipients = await ToldAsync(() => CompleteAsync(page.Found, cancellationToken));
            (part, place) = page.Next is null ? (part + 1, null) : (part, page.Next);
            yield return new AudiencePage(recipients, part < _parts.Count ? CursorAt(part, place) : null);
        }
    }

    /// <summary>How many there are, as far as that is known without reading all.</summary>
    /// <exception cref="RequestFailedException">The network does not tell now.</exception>
    public async Task<PartSize> CountAsync(CancellationToken cancellationToken)
    {
        var (atLeast, atMost) = (0L, (long?)0);
        foreach (var part in _parts)
        {
            var size = await ToldAsync(() => part.CountAsync(_leftOut, cancellationToken));
            atLeast = Math.Max(atLeast, size.AtLeast);
            atMost += size.AtMost;
        }

        return new PartSize(atLeast, atMost);
    }

    private async Task<IReadOnlyList<NewRecipient>> CompleteAsync(IReadOnlyList<Found> found, CancellationToken cancellationToken)
    {
        var wanted = found.Select(Canonical).Where(one => !_leftOut.Contains(one.User ?? one.Dialog)).DistinctBy(one => one.Dialog).ToList();
        var profiles = await Profiles.FindAsync(wanted.Where(IsToBeLookedUp).Select(one => one.User!), cancellationToken);
        return
        [
            .. wanted.Select(one => new NewRecipient(one.Dialog, one.User, RecipientValues.Write(
                _paths, one.Profile ?? (one.User is null ? null : profiles.GetValueOrDefault(one.User)), one.DialogName))),
        ];
    }

    // Addresses of XMPP are the same in capitals (RFC 7622 section 3.3), and a recipient is named in the ledger as networks name them in markers.
    private static Found Canonical(Found one) => one.Dialog.Contains('@', StringComparison.Ordinal)
        ? one with { Dialog = one.Dialog.ToLowerInvariant(), User = one.User?.ToLowerInvariant() }
        : one;

    private bool IsToBeLookedUp(Found one) => one is { User: not null, Profile: null }
        && (_paths.Any(Placeholders.IsOfProfile) || (one.DialogName is null && _paths.Contains(Placeholders.DialogName)));

    private async Task<T> ToldAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (RequestFailedException error) when (error.Reason == RequestFailedException.NotSupported)
        {
            throw new AudienceException(
                $"The network {_definition.Account.Network} does not tell who these recipients are, so they have to be named one by one: "
                + error.Message,
                error);
        }
        catch (RequestFailedException error) when (!AskingOn.MayPass(error))
        {
            throw new AudienceException($"The recipients cannot be found: {error.Message}", error);
        }
    }

    private (int Part, string? Place) PlaceOf(string? cursor)
    {
        var split = cursor?.Split(' ', 2) ?? [];
        return split.Length > 0 && int.TryParse(split[0], NumberStyles.None, CultureInfo.InvariantCulture, out var part) && part < _parts.Count
            ? (part, split.Length > 1 ? split[1] : null)
            : (0, null);
    }

    private static string CursorAt(int part, string? place) =>
        string.Create(CultureInfo.InvariantCulture, $"{part}{(place is null ? "" : " ")}{place}");
}
