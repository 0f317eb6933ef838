using BotPlatform.BotSdk.Dispatching;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Capabilities;

/// <summary>Asks for one bot as one account: neither it nor whoever writes to it says which.</summary>
internal sealed class Announcements(string bot, IBotContext context, IBotBackend backend) : IAnnouncements
{
    public Task<AnnouncementDetails> CreateAsync(
        Announcement announcement, bool isPaused, UserRef by, CancellationToken cancellationToken) => AskAsync(
        new CreateAnnouncement { RequestId = NewId(), By = Of(by), Announcement = announcement, IsPaused = isPaused }, cancellationToken);

    public async Task<IReadOnlyList<AnnouncementSummary>> ListAsync(UserRef by, CancellationToken cancellationToken) =>
        (await AskAsync(new ListAnnouncements { RequestId = NewId(), By = Of(by) }, cancellationToken)).Announcements;

    public Task<AnnouncementDetails> GetAsync(string name, UserRef by, CancellationToken cancellationToken) =>
        AskAsync(new GetAnnouncement { RequestId = NewId(), By = Of(by), Name = name }, cancellationToken);

    public Task<AnnouncementPreviewed> PreviewAsync(string name, UserRef by, CancellationToken cancellationToken) =>
        AskAsync(new PreviewAnnouncement { RequestId = NewId(), By = Of(by), Name = name }, cancellationToken);

    public Task<RunDetails> TestAsync(string name, UserRef to, UserRef by, CancellationToken cancellationToken) =>
        AskAsync(new TestAnnouncement { RequestId = NewId(), By = Of(by), Name = name, To = to }, cancellationToken);

    public Task<AnnouncementDetails> PauseAsync(string name, UserRef by, CancellationToken cancellationToken) =>
        AskAsync(new PauseAnnouncement { RequestId = NewId(), By = Of(by), Name = name }, cancellationToken);

    public Task<AnnouncementDetails> ResumeAsync(string name, UserRef by, CancellationToken cancellationToken) =>
        AskAsync(new ResumeAnnouncement { RequestId = NewId(), By = Of(by), Name = name }, cancellationToken);

    public Task<AnnouncementDetails> CancelAsync(string name, UserRef by, CancellationToken cancellationToken) =>
        AskAsync(new CancelAnnouncement { RequestId = NewId(), By = Of(by), Name = name }, cancellationToken);

    public Task<RunDetails> StopAsync(string name, UserRef by, CancellationToken cancellationToken) =>
        AskAsync(new StopRun { RequestId = NewId(), By = Of(by), Name = name }, cancellationToken);

    public Task<RetriedRun> RetryAsync(string name, UserRef by, CancellationToken cancellationToken) =>
        AskAsync(new RetryFailed { RequestId = NewId(), By = Of(by), Name = name }, cancellationToken);

    public Task<RunDetails> GetRunAsync(string name, UserRef by, CancellationToken cancellationToken) =>
        AskAsync(new GetRun { RequestId = NewId(), By = Of(by), Name = name }, cancellationToken);

    private Requester Of(UserRef by)
    {
        ArgumentNullException.ThrowIfNull(by);
        return new Requester { Way = RequestWay.Chat, Name = by.Id, Bot = bot, Account = context.Origin.Account };
    }

    // The same in the same order when the handler is called again.
    private string NewId() => context.NewCommandId();

    private Task<TAnswer> AskAsync<TAnswer>(IAnnouncementRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class => backend.AskAsync(request, cancellationToken);
}
