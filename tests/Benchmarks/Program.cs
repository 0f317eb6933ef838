using BotPlatform.Benchmarks;

switch (args)
{
    case ["parser"]:
        await ParserBenchmark.RunAsync();
        return 0;
    case ["echo"]:
        await EchoBenchmark.RunAsync();
        return 0;
    case ["command"]:
        await CommandBenchmark.RunAsync();
        return 0;
    case ["storm"]:
        await StormBenchmark.RunAsync();
        return 0;
    case ["rest"]:
        await RestBenchmark.RunAsync();
        return 0;
    case ["history"]:
        await HistoryBenchmark.RunAsync();
        return 0;
    case ["production"]:
        await ProductionBenchmark.RunAsync();
        return 0;
    case ["handoff", .. var ways]:
        await HandOffBenchmark.RunAsync(ways);
        return 0;
    case ["announcement", .. var ways]:
        await AnnouncementBenchmark.RunAsync(ways);
        return 0;
    default:
        await Console.Error.WriteLineAsync(
            "Usage: dotnet run -c Release --project tests/Benchmarks -- parser|echo|command|storm|rest|history|production|handoff|announcement");
        return 2;
}
