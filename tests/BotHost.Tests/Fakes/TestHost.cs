using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.Connectors;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BotPlatform.BotHost.Tests.Fakes;

/// <summary>The real host, whole, on a <see cref="FakeNetwork"/>.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly BotHostApplication _application;
    private readonly TempDirectory _directory;

    private TestHost(BotHostApplication application, TempDirectory directory, FakeNetwork network, StringWriter output)
    {
        (_application, _directory) = (application, directory);
        Network = network;
        Output = output;
    }

    public FakeNetwork Network { get; }

    public StringWriter Output { get; }

    public IServiceProvider Services => _application.Web.Services;

    public AccountConnections Accounts => Services.GetRequiredService<AccountConnections>();

    public HttpClient Http => new()
    {
        BaseAddress = new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
    };

    public static async Task<TestHost> StartAsync(
        FakeNetwork? network = null, Action<IServiceCollection>? configure = null, params string[] settings)
    {
        MassTransit.LogContext.Current = null; // of an earlier host in the same test class
        network ??= new FakeNetwork();
        var output = new StringWriter();
        var directory = new TempDirectory();
        var application = await BotHostApplication.StartAsync(
            ["--Urls=http://127.0.0.1:0", "--Sandbox:Enabled=false", "--ConnectyCube:AppId=1", "--ConnectyCube:AuthKey=key",
                "--Logging:LogLevel:Default=None", StorageIn(directory), .. settings],
            output,
            services =>
            {
                services.RemoveAll<IChatConnectorFactory>();
                services.AddSingleton<IChatConnectorFactory>(network);
                configure?.Invoke(services);
            },
            TestTimeout.Token);
        return new TestHost(application, directory, network, output);
    }

    /// <summary>The setting that keeps the host's database in a directory; several hosts one after the other may share it.</summary>
    public static string StorageIn(TempDirectory directory) => $"--Storage:ConnectionString=Data Source={directory.File("host.db")}";

    public Task StopAsync() => _application.Web.StopAsync(TestTimeout.Token);

    public async ValueTask DisposeAsync()
    {
        await _application.Web.StopAsync(TestTimeout.Token);
        await _application.DisposeAsync();
        _directory.Dispose();
    }
}
