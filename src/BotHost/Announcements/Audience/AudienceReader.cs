using BotPlatform.BotHost.Announcements.Templates;
using BotPlatform.BotHost.Waiting;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements.Audience;

/// <inheritdoc />
internal sealed class AudienceReader(IAsking once, TemplateCache templates, TimeProvider time, ILogger<AudienceReader> logger)
    : IAudienceReader
{
    private readonly AskingOn _asking = new(once, new Outage("The recipients of announcements", "be looked up", time, logger));

    public IAsyncEnumerable<AudiencePage> ReadAsync(Announcement definition, string? cursor, CancellationToken cancellationToken) =>
        new AudienceWalk(definition, _asking, templates).ReadAsync(cursor, cancellationToken);
}
