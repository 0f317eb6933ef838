using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BotPlatform.BotHost.Announcements.Audience;
using BotPlatform.BotHost.Announcements.Previews;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>A host with an account at a sandbox with many users, and with one at an XMPP server that nobody reaches.</summary>
public sealed class AudienceScene : IAsyncLifetime
{
    public const int Crowd = 10_000;

    private readonly TempDirectory _directory = new();
    private RunningSandbox? _sandbox;
    private BotHostApplication? _host;

    internal static AccountRef Bot { get; } = new("connectycube", "100");

    internal static AccountRef Other { get; } = new("xmpp", "bot@nowhere.example");

    internal IAudienceReader Reader => _host!.Web.Services.GetRequiredService<IAudienceReader>();

    internal AnnouncementPreview Preview => _host!.Web.Services.GetRequiredService<AnnouncementPreview>();

    /// <summary>A group of the bot, Alice and Bob.</summary>
    internal string Group { get; private set; } = "";

    /// <summary>The direct dialog of the bot and Carol.</summary>
    internal string WithCarol { get; private set; } = "";

    /// <summary>A public dialog of the bot, with Alice as a member.</summary>
    internal string Public { get; private set; } = "";

    public async Task InitializeAsync()
    {
        _sandbox = await RunningSandbox.StartAsync();
        _host = await BotHostApplication.StartAsync(
            [
                .. _sandbox.HostSettings(_sandbox.WebSocket), "--Urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None",
                $"--Storage:ConnectionString=Data Source={_directory.File("host.db")}",
                "--StandardXmpp:Server=xmpp://127.0.0.1:9", "--StandardXmpp:Host=nowhere.example",
                "--StandardXmpp:Accounts:0:Username=bot", "--StandardXmpp:Accounts:0:Password=none",
            ],
            TextWriter.Null, configure: null, TestTimeout.Token);
        var accounts = _host.Web.Services.GetRequiredService<AccountConnections>();
        await accounts[Bot].Settled.WaitAsync(TestTimeout.Token);
        Group = await MakeAsync(DialogType.Group, "Team", "101", "102");
        WithCarol = await MakeAsync(DialogType.Direct, null, "103");
        Public = await MakeAsync(DialogType.Public, "Square");
        using var alice = await Groups.LogInAsync(_sandbox.Api);
        using var joined = await alice.PostAsync(new Uri($"chat/Dialog/{Public}/subscribe", UriKind.Relative), null, TestTimeout.Token);
        joined.EnsureSuccessStatusCode();
        await Parallel.ForAsync(0, Crowd, TestTimeout.Token, async (n, token) => await SignUpAsync(alice, n, token));
    }

    public async Task DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.Web.StopAsync(TestTimeout.Token);
            await _host.DisposeAsync();
        }

        await (_sandbox?.DisposeAsync() ?? default);
        _directory.Dispose();
    }

    internal static Announcement To(AnnouncementAudience audience, string text = "Hello {{user.fullName}}!") => new()
    {
        Name = "news",
        Account = Bot,
        Content = new AnnouncementContent { Text = text },
        Audience = audience,
    };

    /// <summary>All recipients, and the cursors between the pages.</summary>
    internal async Task<(List<NewRecipient> Recipients, List<string> Cursors)> ReadAsync(Announcement definition, string? cursor = null)
    {
        var (recipients, cursors) = (new List<NewRecipient>(), new List<string>());
        await foreach (var page in Reader.ReadAsync(definition, cursor, TestTimeout.Token))
        {
            recipients.AddRange(page.Recipients);
            if (page.Next is not null)
            {
                cursors.Add(page.Next);
            }
        }

        return (recipients, cursors);
    }

    private async Task<string> MakeAsync(DialogType type, string? name, params string[] members)
    {
        var made = await _host!.Web.Services.GetRequiredService<RequestService>().AskAsync(
            new CreateDialog
            {
                Account = Bot,
                Type = type,
                Members = [.. members.Select(id => new UserRef(id))],
                Details = new DialogDetails { Name = name },
            },
            TestTimeout.Token);
        return made.Dialog.Id;
    }

    private static async Task SignUpAsync(HttpClient rest, int number, CancellationToken cancellationToken)
    {
        var user = new JsonObject
        {
            ["login"] = $"crowd-{number}",
            ["password"] = "crowd-password",
            ["full_name"] = $"Nr. {number} {{{{user.id}}}} 🎄",
            ["tag_list"] = number < 150 ? "crowd,few" : "crowd",
            ["custom_data"] = $$"""{"city":"City {{number}}"}""",
        };
        using var answer = await rest.PostAsJsonAsync(
            new Uri("users", UriKind.Relative), new JsonObject { ["user"] = user }, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
