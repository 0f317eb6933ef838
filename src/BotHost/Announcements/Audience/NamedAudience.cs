using System.Runtime.CompilerServices;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements.Audience;

/// <summary>Those users and dialogs that the announcement names.</summary>
internal sealed class NamedAudience : IAudienceReader
{
    private const int Page = 1000;

    public async IAsyncEnumerable<AudiencePage> ReadAsync(
        Announcement definition, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var all = definition.Audience.Users.Except(definition.Audience.Except).Select(user => new NewRecipient(user.Id, user.Id, null))
            .Concat(definition.Audience.Dialogs.Select(dialog => new NewRecipient(dialog.Id, null, null)));
        var read = cursor is null ? 0 : int.Parse(cursor, null);
        foreach (var some in all.Skip(read).Chunk(Page))
        {
            cancellationToken.ThrowIfCancellationRequested();
            read += some.Length;
            yield return new AudiencePage(some, $"{read}");
            await Task.Yield();
        }

        yield return new AudiencePage([], null);
    }
}
