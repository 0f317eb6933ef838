using BotPlatform.Chaos.Hosting;
using BotPlatform.Chaos.Reporting;
using BotPlatform.Chaos.Soak;

if (args is [HostProgram.Verb, ..])
{
    return await HostProgram.RunAsync(args[1..]);
}

try
{
    var line = CommandLine.Read(args);
    var isGreen = line.IsSoak ? await SoakRun.RunAsync(line) : await MatrixRun.RunAsync(line);
    return isGreen ? 0 : 1;
}
catch (FormatException error)
{
    await Console.Error.WriteLineAsync($"{error.Message}\n\n{CommandLine.Usage}");
    return 2;
}
