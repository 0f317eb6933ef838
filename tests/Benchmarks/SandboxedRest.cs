using System.Diagnostics;
using BotPlatform.ConnectyCube;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.ConnectyCube.Rest.Messages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.Benchmarks;

/// <summary>A sandbox in a process of its own, and the REST client of one of its users, without a limit of calls a second.</summary>
internal sealed class SandboxedRest : IAsyncDisposable
{
    private readonly ChildProcess _sandbox;
    private readonly ServiceProvider _services;

    private SandboxedRest(ChildProcess sandbox, Uri api)
    {
        (_sandbox, Api) = (sandbox, api);
        _services = new ServiceCollection().AddLogging()
            .AddConnectyCube(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["ConnectyCube:ApiUrl"] = api.ToString(),
                ["ConnectyCube:AppId"] = "1",
                ["ConnectyCube:AuthKey"] = "sandbox",
                ["ConnectyCube:RequestTimeout"] = "00:01:00",
                ["ConnectyCube:Rest:MaxCallsPerSecond"] = "0",
            }).Build())
            .BuildServiceProvider();
        Session = _services.GetRequiredService<ConnectyCubeRest>()
            .For(new ConnectyCubeAccount { Login = "alice", Password = "alice-password" });
    }

    public Uri Api { get; }

    public RestSession Session { get; }

    public static async Task<SandboxedRest> StartAsync(params string[] settings)
    {
        var sandbox = ChildProcess.Start("BotPlatform.Sandbox", ["--Sandbox:HttpPort=0", "--Sandbox:XmppPort=0", .. settings]);
        var api = await sandbox.WaitForLineAsync(@"REST\s+(http://\S+)");
        return new SandboxedRest(sandbox, new Uri(api.Groups[1].Value));
    }

    /// <summary>Makes a group with so many messages; returns its id.</summary>
    public async Task<string> FillAsync(int messages)
    {
        var clock = Stopwatch.StartNew();
        var dialog = await Session.Dialogs.CreateAsync(new NewDialog { Type = DialogType.Group, Name = "Benchmark" }, CancellationToken.None);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, messages), new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (i, ct) => await Session.Messages.CreateAsync(
                new NewMessage { DialogId = dialog.Id, Text = $"Message number {i}, of about the usual length." }, ct));
        Console.WriteLine($"{messages:N0} messages written in {clock.Elapsed.TotalSeconds:F1} s");
        return dialog.Id;
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await _services.DisposeAsync();
        _sandbox.Dispose();
    }
}
