using BotPlatform.BotHost.Admin.Announcements;
using BotPlatform.BotHost.Admin.Status;
using BotPlatform.BotHost.CommandLine.RunningHosts;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using Microsoft.AspNetCore.Http.Extensions;

namespace BotPlatform.BotHost.CommandLine.Announcements;

/// <summary>One command about announcements, from its question to its exit code.</summary>
/// <param name="client">The host.</param>
/// <param name="output">Where the answer goes.</param>
/// <param name="line">Where people see how far a run is.</param>
/// <param name="time">For the waits between two looks.</param>
internal sealed class AnnounceRun(AdminClient client, AnnounceOutput output, RunProgressLine line, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public async Task<int> CreateAsync(NewAnnouncementOptions wanted, CancellationToken cancellationToken)
    {
        var announcement = await MakeAsync(wanted, cancellationToken);
        if (wanted.IsPreview)
        {
            output.Write(await client.PostAsync<AnnouncementPreviewed>("announcements/preview", announcement, cancellationToken));
            return 0;
        }

        output.Write(await client.PostAsync<AnnouncementDetails>(
            "announcements",
            new NewAnnouncement { Announcement = announcement, IsPaused = wanted.IsPaused, RequestId = wanted.RequestId },
            cancellationToken));
        return 0;
    }

    public async Task<int> ChangeAsync(NewAnnouncementOptions wanted, CancellationToken cancellationToken)
    {
        var announcement = await MakeAsync(wanted, cancellationToken);
        output.Write(await client.PutAsync<AnnouncementDetails>(PathOf(announcement.Name), announcement, cancellationToken));
        return 0;
    }

    public async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        output.Write(await client.GetAsync<AnnouncementList>("announcements", cancellationToken));
        return 0;
    }

    public async Task<int> ShowAsync(string name, CancellationToken cancellationToken)
    {
        output.Write(await client.GetAsync<AnnouncementDetails>(PathOf(name), cancellationToken));
        return 0;
    }

    public async Task<int> PreviewAsync(string name, CancellationToken cancellationToken)
    {
        output.Write(await client.GetAsync<AnnouncementPreviewed>($"{PathOf(name)}/preview", cancellationToken));
        return 0;
    }

    public async Task<int> TestAsync(string name, string user, CancellationToken cancellationToken)
    {
        output.WriteTest(
            await client.PostAsync<RunDetails>($"{PathOf(name)}/test", new TestReader { User = user }, cancellationToken), user);
        return 0;
    }

    public async Task<int> ActAsync(string name, string action, CancellationToken cancellationToken)
    {
        output.Write(await client.PostAsync<AnnouncementDetails>($"{PathOf(name)}/{action}", null, cancellationToken));
        return 0;
    }

    public async Task<int> StopAsync(string name, long? run, CancellationToken cancellationToken)
    {
        output.Write(await client.PostAsync<RunDetails>($"{PathOf(name, run)}/stop", null, cancellationToken));
        return 0;
    }

    public async Task<int> RetryAsync(string name, long? run, CancellationToken cancellationToken)
    {
        output.Write(await client.PostAsync<RetriedRun>($"{PathOf(name, run)}/retry", null, cancellationToken));
        return 0;
    }

    /// <returns>0, or <see cref="AdminClient.Refused"/> for a run that ended before everybody had their turn.</returns>
    public async Task<int> ProgressAsync(string name, long? run, bool follow, CancellationToken cancellationToken)
    {
        var details = await client.GetAsync<RunDetails>(PathOf(name, run), cancellationToken);
        while (follow && details.FinishedAt is null)
        {
            line.Show(details);
            await Task.Delay(LookEvery, time, cancellationToken);
            details = await client.GetAsync<RunDetails>(PathOf(name, details.Run), cancellationToken);
        }

        line.Clear();
        output.Write(details);
        return details.State is RunState.Stopped or RunState.Expired or RunState.Failed ? AdminClient.Refused : 0;
    }

    public async Task<int> ReportAsync(
        string name, long? run, string format, string? state, FileInfo? file, CancellationToken cancellationToken)
    {
        var query = new QueryBuilder { { "format", format } };
        if (state is not null)
        {
            query.Add("state", state);
        }

        using var report = await client.OpenAsync($"{PathOf(name, run)}/report{query}", cancellationToken);
        if (file is null)
        {
            await output.CopyAsync(report, cancellationToken);
            return 0;
        }

        await using var written = file.Create();
        await report.BaseStream.CopyToAsync(written, cancellationToken);
        return 0;
    }

    public async Task<int> AuditAsync(string? name, int limit, CancellationToken cancellationToken)
    {
        var query = new QueryBuilder { { "limit", $"{limit}" } };
        if (name is not null)
        {
            query.Add("announcement", name);
        }

        output.Write(await client.GetAsync<AnnouncementAudit>($"announcements/audit{query}", cancellationToken));
        return 0;
    }

    private static string PathOf(string name) => $"announcements/{Uri.EscapeDataString(name)}";

    private static string PathOf(string name, long? run) => $"{PathOf(name)}/runs/{(run is { } number ? $"{number}" : "latest")}";

    private async Task<Announcement> MakeAsync(NewAnnouncementOptions wanted, CancellationToken cancellationToken) =>
        await wanted.ToAnnouncementAsync(
            async () =>
            {
                var status = await client.GetAsync<HostStatus>("status", cancellationToken);
                return new AccountRef(status.Accounts[0].Network, status.Accounts[0].Id);
            },
            cancellationToken);
}
