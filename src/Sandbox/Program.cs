using System.ComponentModel.DataAnnotations;
using System.Runtime.InteropServices;
using BotPlatform.Sandbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

const string usage = """
    Usage: dotnet run --project src/Sandbox [-- --Sandbox:NAME=VALUE ...]

      --Sandbox:HttpPort=5380     REST and XMPP over WebSocket; 0 picks a free port
      --Sandbox:XmppPort=5322     XMPP over TCP; 0 picks a free port
      --Sandbox:ChatHost=localhost  --Sandbox:AppId=1  --Sandbox:AuthKey=sandbox

    Every property of SandboxOptions can be set like this, in appsettings.json, or in the environment (Sandbox__HttpPort).
    """;

SandboxOptions options;
IConfiguration configuration;
try
{
    (options, configuration) = SandboxCommandLine.Read(args);
}
catch (Exception e) when (e is ValidationException or FormatException or InvalidOperationException or InvalidDataException)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine();
    Console.Error.WriteLine(usage);
    return 2;
}

using var loggerFactory = LoggerFactory.Create(logging => logging
    .AddConfiguration(configuration.GetSection("Logging"))
    .AddFilter("Microsoft", LogLevel.Warning)
    .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None) // a failed start is said once, below
    .AddSimpleConsole(console => console.SingleLine = true));
try
{
    await using var sandbox = await SandboxServer.StartAsync(options, loggerFactory);
    Console.WriteLine(SandboxCommandLine.Greeting(sandbox, options));
    var stopping = new TaskCompletionSource();
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    await stopping.Task;
    Console.WriteLine("Stopping.");
    return 0;

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stopping.TrySetResult();
    }
}
catch (IOException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
