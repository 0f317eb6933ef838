using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.ConnectyCube.Tests.Abilities;

/// <summary>Section 9 as bots see it, at the sandbox.</summary>
public sealed class ReportAbilitiesTests
{
    [Fact]
    public async Task M66_M67_what_is_not_there_is_refused_and_no_report_is_made()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var bot = network.Create(SandboxedNetwork.Account("bot"));

        var noUser = await RefusedAsync(bot.AskAsync<ReportUser, Done>(
            new ReportUser { Account = bot.Account, User = new UserRef("alice"), Reason = "spam" }));
        var noMessage = await RefusedAsync(bot.AskAsync<ReportMessage, Done>(
            new ReportMessage { Account = bot.Account, MessageId = "../x", Reason = "spam" }));

        Assert.Equal(("item-not-found", "item-not-found"), (noUser, noMessage));
    }

    [Fact]
    public async Task M66_an_application_without_reports_is_said()
    {
        var setup = new NetworkSetup();
        setup.Sandbox.CustomClasses.Clear();
        await using var network = await SandboxedNetwork.StartAsync(setup);
        var bot = network.Create(SandboxedNetwork.Account("bot"));

        var reason = await RefusedAsync(bot.AskAsync<ReportUser, Done>(
            new ReportUser { Account = bot.Account, User = new UserRef("101"), Reason = "spam" }));

        Assert.Equal("item-not-found", reason);
    }

    private static async Task<string> RefusedAsync(Task asking) =>
        (await Assert.ThrowsAsync<ConnectorRefusedException>(() => asking)).Reason;
}
