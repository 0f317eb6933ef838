using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.Benchmarks;

/// <summary>The complete host in this process, whose account announces something.</summary>
internal sealed class AnnouncingHost : IAsyncDisposable
{
    public const string Text = "Good morning! The cafeteria opens at nine today, and there is cake.";

    private static readonly AccountRef Account = new("connectycube", "100");
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly DirectoryInfo _directory;
    private readonly BotHostApplication _application;

    private AnnouncingHost(DirectoryInfo directory, BotHostApplication application) => (_directory, _application) = (directory, application);

    private IServiceProvider Services => _application.Web.Services;

    public static async Task<AnnouncingHost> StartAsync(string api, Uri server, string[] settings)
    {
        var directory = Directory.CreateTempSubdirectory("botplatform-");
        LogContext.Current = null; // of an earlier host in this process
        var application = await BotHostApplication.StartAsync(
            [
                "--Urls=http://127.0.0.1:0", "--Sandbox:Enabled=false", "--Logging:LogLevel:Default=Warning",
                $"--ConnectyCube:ApiUrl={api}", $"--ConnectyCube:ChatUrl={server}", "--ConnectyCube:ChatHost=localhost",
                "--ConnectyCube:AppId=1", "--ConnectyCube:AuthKey=sandbox", "--ConnectyCube:Accounts:0:UserId=100",
                "--ConnectyCube:Accounts:0:Login=bot", "--ConnectyCube:Accounts:0:Password=bot-password",
                $"--Storage:ConnectionString=Data Source={directory.FullName}/host.db", "--Announcements:DialogRate=0", .. settings,
            ],
            TextWriter.Null,
            configure: null,
            CancellationToken.None);
        return new AnnouncingHost(directory, application);
    }

    /// <summary>Returns when the network has the message of the last one, and the ledger says so.</summary>
    public async Task AnnounceAsync(string[] users)
    {
        var store = Services.GetRequiredService<IAnnouncementStore>();
        var definition = new Announcement
        {
            Name = "news",
            Account = Account,
            Content = new AnnouncementContent { Text = Text },
            Audience = new AnnouncementAudience { Users = [.. users.Select(user => new UserRef(user))] },
        };
        var now = TimeProvider.System.GetUtcNow();
        var (run, _) = await store.StartRunAsync(
            definition, now, isTest: false, new AuditRecord(now, "benchmark", "start", "news"), CancellationToken.None);
        await CompletedAsync(store, run.Number);
    }

    /// <summary>The same without a run: returns when the network has the last one, and the queue is empty.</summary>
    public async Task QueueAsync(string[] users)
    {
        var (commands, queues) = (Services.GetRequiredService<CommandQueues>(), Services.GetRequiredService<IQueueStore>());
        var now = TimeProvider.System.GetUtcNow();
        await Task.WhenAll(users.Select(user => commands.AcceptAsync(new SendMessage
        {
            CommandId = $"queued/{now:O}/{user}",
            CreatedAt = now,
            Account = Account,
            Dialog = new DialogRef(user),
            Text = Text,
            IsMarkable = true,
        })));
        await UntilAsync(async () => (await queues.CountAsync(CancellationToken.None)).Count == 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.Web.StopAsync();
        await _application.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    /// <summary>Looks only when something has changed: a run is read with its whole audience.</summary>
    private async Task CompletedAsync(IAnnouncementStore store, long run)
    {
        using var rung = new SemaphoreSlim(1);
        using var listening = Services.GetRequiredService<AnnouncementBell>().Listen(() => rung.Release());
        do
        {
            await rung.WaitAsync();
        }
        while ((await store.FindRunAsync(run, CancellationToken.None))!.State != RunState.Completed);
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var timer = new PeriodicTimer(Look);
        while (!await isSo())
        {
            await timer.WaitForNextTickAsync();
        }
    }
}
