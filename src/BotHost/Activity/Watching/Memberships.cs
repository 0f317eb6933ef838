using System.Collections.Concurrent;
using BotPlatform.BotHost.Activity.Judging;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotHost.Storage.Activity;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Activity.Watching;

/// <summary>Keeps written down who is named, and who is a member of the dialogs whose members are watched.</summary>
internal sealed partial class Memberships(
    ActivityStore store,
    AccountActivities accounts,
    RequestService requests,
    IOptions<ActivityOptions> options,
    TimeProvider time,
    ILogger<Memberships> logger)
{
    // At once in the database; the network's pages are of about as many.
    private const int AtOnce = 200;

    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(AccountRef Account, DialogRef Dialog), long> _next = [];

    /// <summary>Writes down who is named, and forgets whom nobody watches any more.</summary>
    /// <exception cref="Storage.StorageException">The database is away.</exception>
    public async Task BeginAsync(AccountRef account, AccountWatches watches, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await store.ForgetAllButAsync(account, watches.Sources, cancellationToken);
        await AddAsync(account, Watch.Named, watches.Named, now, cancellationToken);
        await store.ForgetAsync(account, Watch.Named, now, cancellationToken);
        if (!watches.IsEmpty)
        {
            await store.HastenAsync(account, now + watches.LongestInterval, now + NextLook.LongestSilence, cancellationToken);
        }

        foreach (var (dialog, _) in watches.Dialogs)
        {
            _next.TryRemove((account, dialog), out _);
        }
    }

    /// <summary>
    /// Asks for the members of one dialog whose turn it is, so that users are looked for in between. Where there is no answer, those who were
    /// members stay.
    /// </summary>
    /// <returns>Whether there may be more to do now: the network has answered.</returns>
    /// <exception cref="Storage.StorageException">The database is away.</exception>
    public async Task<bool> RefreshOneAsync(AccountRef account, AccountWatches watches, CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        var waiting = watches.Dialogs.Select(one => (one.Dialog, one.Source, Next: _next.GetValueOrDefault((account, one.Dialog), long.MinValue)))
            .Where(one => one.Next <= now).OrderBy(one => one.Next).ToList();
        if (waiting.Count == 0)
        {
            return false;
        }

        var (dialog, source, _) = waiting[0];
        var failure = await TryReadAsync(account, dialog, source, cancellationToken);
        var wait = failure is null || options.Value.MembersInterval < Again ? options.Value.MembersInterval : Again;
        _next[(account, dialog)] = time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
        return failure is not (RequestFailedException.NotConnected or RequestFailedException.Timeout);
    }

    // The reason why there is no answer; null where there is one.
    private async Task<string?> TryReadAsync(AccountRef account, DialogRef dialog, string source, CancellationToken cancellationToken)
    {
        try
        {
            var began = time.GetUtcNow();
            await ReadAsync(account, dialog, source, began, cancellationToken);
            await store.ForgetAsync(account, source, began, cancellationToken);
            return null;
        }
        catch (RequestFailedException error)
        {
            if (error.Reason != RequestFailedException.NotConnected)
            {
                LogUnknown(account.Id, dialog.Id, error.Message);
            }

            return error.Reason;
        }
    }

    private async Task ReadAsync(
        AccountRef account, DialogRef dialog, string source, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var info = await AskAsync(account, new GetDialog { Account = account, Dialog = dialog }, cancellationToken);
        if (info.Type is DialogType.Direct or DialogType.Group)
        {
            await AddAsync(account, source, info.Members.Select(user => user.Id), at, cancellationToken);
            return;
        }

        var page = await AskAsync(account, new GetMembers { Account = account, Dialog = dialog }, cancellationToken);
        while (true)
        {
            await AddAsync(account, source, page.Members.Select(member => member.User.Id), at, cancellationToken);
            if (page.Next is null)
            {
                return;
            }

            page = await AskAsync(account, new GetMembers { Account = account, Dialog = dialog, Cursor = page.Next }, cancellationToken);
        }
    }

    private async Task<TAnswer> AskAsync<TAnswer>(
        AccountRef account, IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class
    {
        await accounts[account].PaceAsync(cancellationToken);
        return await requests.AnswerAsync(request, cancellationToken);
    }

    private async Task AddAsync(
        AccountRef account, string source, IEnumerable<string> users, DateTimeOffset at, CancellationToken cancellationToken)
    {
        foreach (var some in users.Where(user => user != account.Id).Distinct(StringComparer.Ordinal).Chunk(AtOnce))
        {
            await store.AddAsync(account, [.. some.Select(user => new NewWatch(user, source, at))], cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "Account {Account} watches the activity of those who are members of {Dialog}, and cannot learn who that is: {Problem}")]
    private partial void LogUnknown(string account, string dialog, string problem);
}
