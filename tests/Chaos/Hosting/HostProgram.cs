using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotSdk;
using BotPlatform.Connectors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BotPlatform.Chaos.Hosting;

/// <summary>
/// The product's host with a bot that writes down what it handles, and with places at which it may kill itself. The product knows
/// nothing of them: they lie around its own services.
/// </summary>
internal static class HostProgram
{
    /// <summary>What the command line calls it.</summary>
    public const string Verb = "run-host";

    public static async Task<int> RunAsync(string[] arguments)
    {
        var (own, settings) = HostSettings.Read(arguments);
        using var kill = new KillSwitch(own.KillFile);
        using var record = new BotRecord(own.BotLog);
        try
        {
            await using var host = await BotHostApplication.StartAsync(
                settings, Console.Out, services => Configure(services, own, record, kill), CancellationToken.None);
            await host.Web.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception error) when (StartupProblems.Of(error) is { Count: > 0 } problems)
        {
            await Console.Error.WriteLineAsync($"The host could not start: {string.Join(' ', problems)}");
            return 1;
        }
    }

    private static void Configure(IServiceCollection services, HostSettings own, BotRecord record, KillSwitch kill) => AddBot(services, own)
        .AddSingleton(own)
        .AddSingleton(record)
        .AddSingleton(kill)
        .AddHostedService(_ => kill)
        .AddHostedService<Sampler>()
        .AddHostedService<Announcing>()
        .Decorate<IQueueStore>((_, inner) => new KillingQueueStore(inner, kill))
        .Decorate<IChatConnectorFactory>(
            (provider, inner) => new KillingConnectorFactory(inner, kill, provider.GetRequiredService<TimeProvider>()));

    private static IServiceCollection AddBot(IServiceCollection services, HostSettings own) => own.Bot switch
    {
        HostBot.Talking => services.AddBot<TalkingBot>("talking"),
        HostBot.Chain => services.AddBot<ChainBot>("chain"),
        HostBot.Postponing => services.AddBot<PostponingBot>("postponing"),
        _ => services.AddBot<RecordingBot>("recording"),
    };
}
