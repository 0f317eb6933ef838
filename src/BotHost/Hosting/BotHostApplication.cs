using BotPlatform.BotHost.Activity;
using BotPlatform.BotHost.Admin;
using BotPlatform.BotHost.Announcements;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Bus.RabbitMq;
using BotPlatform.BotHost.Health;
using BotPlatform.BotHost.Leases;
using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotHost.Plugins;
using BotPlatform.BotHost.Scheduling;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Waiting;
using BotPlatform.BotHost.Webhooks;
using BotPlatform.BotHost.Webhooks.Api;
using BotPlatform.Bots;
using BotPlatform.ConnectyCube;
using BotPlatform.StandardXmpp;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Hosting;

/// <summary>A running host: the sandbox if there is one, the bus, the bots, the connections and the web port.</summary>
internal sealed class BotHostApplication : IAsyncDisposable
{
    private readonly LocalSandbox? _sandbox;

    private BotHostApplication(WebApplication web, LocalSandbox? sandbox)
    {
        Web = web;
        _sandbox = sandbox;
    }

    /// <summary>The web application; its services are the host's.</summary>
    public WebApplication Web { get; }

    /// <summary>Starts everything in order and returns when the web port answers.</summary>
    /// <param name="settings">Command line settings, <c>--Section:Key=value</c>.</param>
    /// <param name="output">Where people read what runs where.</param>
    /// <param name="configure">Changes to the services: further bots, another network, a clock.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<BotHostApplication> StartAsync(
        string[] settings, TextWriter output, Action<IServiceCollection>? configure, CancellationToken cancellationToken)
    {
        var builder = CreateBuilder(settings);
        AddDefaults(builder, new() { ["Urls"] = "http://127.0.0.1:5080" });

        // Before everything else, because its ports may be picked only now and the connector's settings name them.
        var sandbox = await LocalSandbox.StartAsync(builder.Configuration, cancellationToken);
        try
        {
            if (sandbox is not null)
            {
                AddDefaults(builder, sandbox.Defaults(builder.Configuration));
            }

            AddServices(builder, new Welcome(sandbox?.Server, output));
            configure?.Invoke(builder.Services);
            var web = builder.Build();
            await StartAsync(web, cancellationToken);
            return new BotHostApplication(web, sandbox);
        }
        catch
        {
            if (sandbox is not null)
            {
                await sandbox.DisposeAsync();
            }

            throw;
        }
    }

    /// <summary>The host's configuration, and nothing else yet.</summary>
    /// <param name="settings">Command line settings, <c>--Section:Key=value</c>.</param>
    public static WebApplicationBuilder CreateBuilder(string[] settings) => WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = settings,
        ContentRootPath = AppContext.BaseDirectory, // the settings lie beside the program, wherever it is started from
    });

    /// <summary>Says what holds where nothing is configured.</summary>
    public static void AddDefaults(WebApplicationBuilder builder, Dictionary<string, string?> defaults) =>
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults });

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync(); // last: the connections say goodbye to it
        }
    }

    private static void AddServices(WebApplicationBuilder builder, Welcome welcome)
    {
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddConnectyCube(builder.Configuration)
            .AddStandardXmpp(builder.Configuration)
            .AddStorage()
            .AddLeases()
            .AddBots(builder.Configuration)
            .AddWebhooks(builder.Configuration)
            .AddBus(builder.Configuration)
            .AddPlugins() // stops behind the pipeline, which cuts off what takes too long
            .AddPipeline()
            .AddScheduling(builder.Configuration)
            .AddAnnouncements()
            .AddActivity()
            .AddHealth()
            .AddAdmin()
            .AddSingleton(welcome)
            .AddHostedService<WelcomeService>();

        // Read early, when the other settings are not checked yet; longer than the pipeline's own deadline.
        var stopTimeout = builder.Configuration.GetValue("Bus:StopTimeout", new BusOptions().StopTimeout);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = stopTimeout + TimeSpan.FromSeconds(10));

        // Why a start failed is said once, in a sentence, by whoever catches it.
        builder.Logging
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.None);
    }

    private static async Task StartAsync(WebApplication web, CancellationToken cancellationToken)
    {
        Abandonment? abandonment = null;
        try
        {
            // Earlier than the framework would: all wrong settings together, and not the first one that a constructor meets.
            web.Services.GetService<IStartupValidator>()?.Validate();
            abandonment = web.Services.GetRequiredService<Abandonment>();
            await web.Services.GetRequiredService<StorageStart>().RunAsync(cancellationToken);
            await web.Services.GetRequiredService<InstalledPlugins>().StartAsync(cancellationToken);
            await (web.Services.GetService<BrokerStart>()?.RunAsync(cancellationToken) ?? Task.CompletedTask);
            web.MapHealth();
            web.MapAdmin();
            web.MapWebhooks();
            await web.StartAsync(cancellationToken);
        }
        catch
        {
            // What has begun already is for the next start; nothing of it has failed.
            await (abandonment?.BeginAsync() ?? Task.CompletedTask);
            await web.DisposeAsync();
            throw;
        }
    }
}
