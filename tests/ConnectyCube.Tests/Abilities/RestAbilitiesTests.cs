using System.Reflection;
using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Abilities;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.ConnectyCube.Tests.Abilities;

/// <summary>What needs the REST service is offered by accounts that can have a session there, and by no others.</summary>
public sealed class RestAbilitiesTests
{
    private static readonly ConnectyCubeAccount WithoutLogin = new() { UserId = "100", Password = "bot-password" };
    private static readonly MethodInfo Find = typeof(IChatConnector).GetMethod(nameof(IChatConnector.Find))!;

    [Fact]
    public async Task An_account_without_a_login_offers_nothing_of_it()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        await using var session = network.Rest.For(SandboxedNetwork.Account("bot"));
        var kinds = RestAbilities.Of(session, new DialogDirectory(), sender: null!).Select(KindOf).ToList();
        var (with, without) = (network.Create(SandboxedNetwork.Account("bot")), network.Create(WithoutLogin));

        Assert.Contains(typeof(IAnswers<GetDialogs, DialogPage>), kinds);
        Assert.Contains(typeof(IStoresFiles), kinds);
        Assert.All(kinds, kind => Assert.NotNull(Offer(with, kind)));
        Assert.All(kinds, kind => Assert.Null(Offer(without, kind)));
    }

    [Fact]
    public async Task There_is_one_answer_to_each_kind_of_request()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        await using var session = network.Rest.For(SandboxedNetwork.Account("bot"));

        var kinds = RestAbilities.Of(session, new DialogDirectory(), sender: null!).Select(KindOf).ToList();

        Assert.Equal(kinds.Distinct(), kinds);
    }

    private static Type KindOf(object ability) =>
        ability.GetType().GetInterfaces().Single(kind => kind.Namespace == typeof(IChatConnector).Namespace);

    private static object? Offer(IChatConnector connector, Type kind) => Find.MakeGenericMethod(kind).Invoke(connector, null);
}
