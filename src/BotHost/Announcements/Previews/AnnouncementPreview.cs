using BotPlatform.BotHost.Announcements.Audience;
using BotPlatform.BotHost.Announcements.Checks;
using BotPlatform.BotHost.Announcements.Messages;
using BotPlatform.BotHost.Announcements.Templates;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Announcements.Previews;

/// <summary>Shows who would get an announcement and what they would read, without sending anything.</summary>
internal sealed class AnnouncementPreview(
    AnnouncementCheck check, IAsking asking, TemplateCache templates, IAnnouncementWriter writer, TimeProvider time)
{
    /// <summary>Of a larger audience no more is read: it is counted by what the network says.</summary>
    private const int MaxPages = 10;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);

    /// <summary>Looks. It does not wait for a network that is away.</summary>
    /// <param name="definition">What would be sent.</param>
    /// <param name="limit">How many texts are shown at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<AnnouncementPreviewed> MakeAsync(Announcement definition, int limit, CancellationToken cancellationToken)
    {
        if (check.Problems(definition) is { Count: > 0 } problems)
        {
            return Nothing(problems);
        }

        var walk = new AudienceWalk(definition, asking, templates);
        var (dialogs, first) = (new HashSet<string>(StringComparer.Ordinal), new List<NewRecipient>());
        try
        {
            var isAll = await ReadAsync(walk, dialogs, first, limit, cancellationToken);
            var size = isAll ? new PartSize(dialogs.Count, dialogs.Count) : await walk.CountAsync(cancellationToken);
            return new AnnouncementPreviewed
            {
                Recipients = Math.Max(size.AtLeast, dialogs.Count),
                IsExact = Math.Max(size.AtLeast, dialogs.Count) == size.AtMost,
                AtMost = size.AtMost,
                Samples = [.. first.Select(recipient => SampleOf(definition, recipient))],
                Problems = dialogs.Count == 0 && isAll ? ["audience: nobody is found."] : [],
                Notes = [.. NotesOf(definition, walk, first)],
            };
        }
        catch (AudienceException error)
        {
            return Nothing([$"audience: {error.Message}"]);
        }
        catch (RequestFailedException error)
        {
            return Nothing([$"audience: The recipients cannot be looked up now: {error.Message}"]);
        }
    }

    /// <returns>Whether these were all.</returns>
    private async Task<bool> ReadAsync(
        AudienceWalk walk, HashSet<string> dialogs, List<NewRecipient> first, int limit, CancellationToken cancellationToken)
    {
        var (pages, start) = (0, time.GetTimestamp());
        await foreach (var page in walk.ReadAsync(null, cancellationToken))
        {
            foreach (var recipient in page.Recipients)
            {
                if (dialogs.Add(recipient.Dialog) && first.Count < limit)
                {
                    first.Add(recipient);
                }
            }

            if (page.Next is not null && (++pages == MaxPages || time.GetElapsedTime(start) > MaxTime))
            {
                return false;
            }
        }

        return true;
    }

    private PreviewedText SampleOf(Announcement definition, NewRecipient recipient)
    {
        var now = time.GetUtcNow();
        var run = new StoredRun { Number = 0, Definition = definition, DueAt = now };
        var row = new LedgerRow
        {
            Run = 0,
            Number = 0,
            Dialog = recipient.Dialog,
            User = recipient.User,
            Values = recipient.Values,
            ChangedAt = now,
        };
        try
        {
            return writer.Write(run, row) switch
            {
                SendMessage message => new(row.Dialog, row.User, message.Text) { Metadata = message.Metadata },
                SendSystemMessage message => new(row.Dialog, row.User, message.Text) { Metadata = message.Parameters },
                var other => throw new InvalidOperationException($"Nobody reads {other.GetType().Name}."),
            };
        }
        catch (AnnouncementTextException error)
        {
            return new PreviewedText(row.Dialog, row.User, "", error.Message);
        }
    }

    private IEnumerable<string> NotesOf(Announcement definition, AudienceWalk walk, List<NewRecipient> first)
    {
        if (walk.Profiles.IsMissing)
        {
            yield return $"The network {definition.Account.Network} tells nothing of users: what the text names of them stays empty.";
            yield break;
        }

        foreach (var path in templates.PathsOf(definition.Content).Where(path => Placeholders.IsOfProfile(path)).Order(StringComparer.Ordinal))
        {
            var without = first.Count(one => RecipientValues.Read(one.Values) is not { } values || !values.TryGetProperty(path, out _));
            if (without > 0)
            {
                yield return $"Of {without} of the first {first.Count} recipients nobody knows {path}; {{{{default {path} \"…\"}}}} says "
                    + "something else then.";
            }
        }
    }

    private static AnnouncementPreviewed Nothing(IReadOnlyList<string> problems) =>
        new() { Recipients = 0, IsExact = false, Samples = [], Problems = problems };
}
