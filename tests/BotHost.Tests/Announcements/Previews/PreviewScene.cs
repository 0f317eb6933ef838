using BotPlatform.BotHost.Announcements.Checks;
using BotPlatform.BotHost.Announcements.Messages;
using BotPlatform.BotHost.Announcements.Previews;
using BotPlatform.BotHost.Announcements.Templates;
using BotPlatform.BotHost.Tests.Announcements.Audience;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Announcements.Previews;

/// <summary>What looks at announcements, on a host with an account at a network that can do everything, and with one at a poor one.</summary>
public sealed class PreviewScene : IAsyncLifetime
{
    private TestHost? _host;

    /// <summary>The account at the network that only sends messages.</summary>
    internal static AccountRef Poor { get; } = new("poor", "200");

    public async Task InitializeAsync()
    {
        var poor = new FakeNetwork(Poor);
        poor.Lacks.Add(typeof(IAnswers<GetDialogs, DialogPage>));
        poor.Lacks.Add(typeof(IAnswers<GetDialog, DialogInfo>));
        poor.Lacks.Add(typeof(IAnswers<FindUsers, FoundUsers>));
        poor.Lacks.Add(typeof(ICarriesOut<SendSystemMessage>));
        _host = await TestHost.StartAsync(configure: services => services.AddSingleton<IChatConnectorFactory>(poor));
    }

    public Task DisposeAsync() => _host?.DisposeAsync().AsTask() ?? Task.CompletedTask;

    internal AnnouncementCheck Check(params IScheduleCheck[] schedules) => new(_host!.Accounts, new TemplateCache(), schedules);

    internal AnnouncementPreview Preview(FakeAsking network) => new(
        Check(), network, new TemplateCache(), new AnnouncementWriter(new TemplateCache()), new ManualClock());
}
